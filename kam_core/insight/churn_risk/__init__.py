"""Churn risk of accounts: warnings, risk with its reasons, expected loss, and whether earlier warnings were right."""
