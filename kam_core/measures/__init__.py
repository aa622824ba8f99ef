"""Account measures: data set and view → one row of measures per account (domain: account measures)."""
