"""What is it? The kind of a file by its content, and its cells as text."""
