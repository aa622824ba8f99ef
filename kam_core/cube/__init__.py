"""Cube of order lines: a folder of Parquet files by month, refreshed where a source file changed."""
