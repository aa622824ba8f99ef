"""Charts of Loyalty: lifecycle, cohorts, losses, the check of the purchase model, what retention is worth."""
