"""View frame → figure. No arithmetic on the business here: places, colours and words only."""
