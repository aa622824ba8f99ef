"""What it would take: a measure that lifts an account, weights that put it before another."""
