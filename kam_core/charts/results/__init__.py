"""Charts of the results screen: what changed the revenue, and how concentrated it is."""
