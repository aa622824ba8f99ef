"""Defection log: which accounts were lost, why, and to whom."""
