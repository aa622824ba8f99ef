"""The scoring lab: the draft on the table, moved live, explained, tried for firmness, kept and shared."""
