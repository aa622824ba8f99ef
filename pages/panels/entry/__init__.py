"""Forms and tables for entries, made from the vocabulary."""
