"""Tests of targets and landing."""
