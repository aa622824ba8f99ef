"""Views that leave the app: account lists as CSV, Parquet or Excel."""
