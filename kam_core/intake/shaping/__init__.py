"""Cells to a table: delimiter and quotes, header, titles, totals, second tables, corrections by hand."""
