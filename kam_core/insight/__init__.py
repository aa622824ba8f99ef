"""Analyses of a portfolio, one topic per module: concentration, lifecycle, attention, tier movement."""
