"""Classify order lines as sales, credits or neither by the columns of the file."""
