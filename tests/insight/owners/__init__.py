"""Tests of the owners of accounts."""
