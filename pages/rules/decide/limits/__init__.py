"""Limits of the draft – seats, hysteresis, gates – and what they would have changed."""
