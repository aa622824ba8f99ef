"""Accounts in development (strategic investment): reason, end, and what happens then."""
