"""Figures of accounts on two axes: points, movement between two dates, nine boxes."""
