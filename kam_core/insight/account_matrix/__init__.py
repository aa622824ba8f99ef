"""Accounts on two axes: points, nine boxes, and movement between two dates."""
