"""Portfolio screen: all accounts with tier, filter and export."""
