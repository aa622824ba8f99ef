"""Account screen: one account on one page."""
