"""Search for screens, accounts and owners, open on every page by Ctrl K or /."""
