"""What the portfolio says, one noun a file: concentration, lifecycle, attention, movement."""
