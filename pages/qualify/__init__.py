"""Qualify screen: whether accounts are key accounts at all."""
