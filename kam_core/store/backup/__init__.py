"""Back up a store to one file and restore it."""
