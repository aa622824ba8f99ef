"""Renewal book: contracts by end date, the money on them and how likely they are renewed."""
