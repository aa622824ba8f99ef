"""Manual entries: validation, row states, and their overlay on the imported tables."""
