"""Targets: the fiscal year to date against its target, and where the year will land."""
