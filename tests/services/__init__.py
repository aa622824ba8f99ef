"""Use cases: what they write, and for whom."""
