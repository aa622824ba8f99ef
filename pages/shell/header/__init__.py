"""Header of every screen: top bar, doors, context pills, and notes on the data."""
