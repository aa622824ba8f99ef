"""List of accounts: filter, figures, rows and sentence."""
