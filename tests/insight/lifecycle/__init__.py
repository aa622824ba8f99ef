"""Lifecycle of the accounts."""
