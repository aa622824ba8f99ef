"""Headers to our fields, and sheets to our tables."""
