"""Checks on typed rows as a whole: duplicates, name variants, currencies, implausible dates."""
