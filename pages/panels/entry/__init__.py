"""Forms and tables for what people type, made from the vocabulary."""
