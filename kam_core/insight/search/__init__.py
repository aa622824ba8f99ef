"""Search for screens, accounts and owners by a few typed letters."""
