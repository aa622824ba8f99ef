"""Classify order lines as sales, credits or no sales by the file's own columns."""
