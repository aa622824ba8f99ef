"""Checks about the account that can disqualify it: product fit, central purchasing, recurring purchasing."""
