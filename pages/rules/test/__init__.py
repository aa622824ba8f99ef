"""Test screen: robustness, ranges, nearest accounts and back-test of a draft."""
