"""What people enter, laid over the imported tables."""
