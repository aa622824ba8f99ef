"""Turn cells into a table: delimiter and quotes, header, totals, second tables, corrections by hand."""
