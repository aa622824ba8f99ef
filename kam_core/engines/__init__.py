"""Engines that compute the measures: polars, DuckDB and Spark."""
