"""Screen Account: one account on one page."""
