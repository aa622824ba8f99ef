"""Retention models: whether an account still buys, how often and for how much it is expected to buy again."""
