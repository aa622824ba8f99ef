"""Marks that people gave: how many, how old, by whom, and where two differ."""
