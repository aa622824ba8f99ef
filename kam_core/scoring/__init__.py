"""Score and tier accounts: account frame and model → score, contributions, tier and reasons."""
