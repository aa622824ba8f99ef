"""Bytes to letters: which encoding a text file is in, and what is odd about it."""
