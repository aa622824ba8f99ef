"""Demo data and the seeded generator that made it."""
