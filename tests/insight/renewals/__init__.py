"""Tests of the renewal book."""
