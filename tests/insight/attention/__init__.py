"""Tests of the accounts that need attention."""
