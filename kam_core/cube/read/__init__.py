"""Read a cube: its data set, the months of one account, the footers of its files."""
