"""Owners of accounts: what each looks after, sells and owes, and who needs help."""
