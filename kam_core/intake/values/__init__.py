"""Parse text to typed values, column by column, and reject unusable rows."""
