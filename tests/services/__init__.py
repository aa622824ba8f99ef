"""Tests of the use cases: effects and permissions."""
