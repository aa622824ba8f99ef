"""Dataset and as-of date → one row of measures per account (domain: account measures)."""
