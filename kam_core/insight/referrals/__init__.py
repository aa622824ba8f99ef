"""Referrals: which account referred which, and what the referred accounts bring."""
