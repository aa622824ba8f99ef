"""Simulate screen: levers of the draft, and the accounts that they move."""
