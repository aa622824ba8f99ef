"""One account at a glance: key figures, causes, what is due, who decides, and what the score is made of."""
