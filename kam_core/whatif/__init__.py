"""Two models on the same accounts: who moves, why, and what that does to the tiers."""
