"""Tests of the defection log."""
