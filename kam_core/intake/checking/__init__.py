"""What is odd about rows as a whole: repeated, alike, in several currencies, from the future."""
