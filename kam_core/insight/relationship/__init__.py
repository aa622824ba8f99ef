"""Relationship with an account: recognition, satisfaction, trust and loyalty."""
