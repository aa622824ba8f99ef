"""Mutual dependence of an account and us: the verdict, visits of their executives, and the two-sided share."""
