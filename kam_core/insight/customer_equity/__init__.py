"""Customer equity: the present value of what accounts are expected to earn, and what more loyalty would add."""
