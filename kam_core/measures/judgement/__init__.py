"""Marks that people gave: the latest of each criterion with its evidence, and the value type that follows."""
