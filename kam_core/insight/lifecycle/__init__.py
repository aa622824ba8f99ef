"""Lifecycle of the accounts: funnel, moves between two dates, lists and sentence."""
