"""What the files change in what is there."""
