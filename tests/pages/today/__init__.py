"""Tests of the screen Today."""
