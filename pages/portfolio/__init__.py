"""Screen Portfolio: all accounts with tier, filter and export."""
