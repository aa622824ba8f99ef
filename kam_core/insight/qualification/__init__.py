"""Qualification: seven checks and five signs of each account, with evidence and verdict."""
