"""The same measures on one machine or on many: polars, DuckDB, Spark."""
