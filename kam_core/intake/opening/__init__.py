"""Open files: detect their format by content, and read their cells as text."""
