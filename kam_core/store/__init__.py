"""What must last: datasets as Parquet, and each person's workspace in SQLite. Both live under one home folder."""
