"""Lifecycle of accounts."""
