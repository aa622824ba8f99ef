"""Tests of the Owners screen."""
