"""Text to typed values, column by column, and the rows that cannot be used."""
