"""Persistent store: data sets as Parquet files, everything else in one database, in one home folder."""
