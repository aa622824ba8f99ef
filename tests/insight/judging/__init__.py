"""Tests of the marks that people give."""
