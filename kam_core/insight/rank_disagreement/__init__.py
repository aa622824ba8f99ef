"""Accounts whose rank by score and rank by revenue differ."""
