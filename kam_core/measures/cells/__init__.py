"""Account × month cells of order lines, and their roll-up to one row per account."""
