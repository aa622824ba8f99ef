"""Exports: account lists and other tables as CSV, Parquet or Excel."""
