"""Step "What counts as a sale" of the import: the open question, values by column, and the running total."""
