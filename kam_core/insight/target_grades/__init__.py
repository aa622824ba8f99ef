"""Target grades of prospects."""
