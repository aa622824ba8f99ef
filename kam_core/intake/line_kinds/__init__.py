"""What counts as a sale: columns that say what a line is, and what that makes of its amount."""
