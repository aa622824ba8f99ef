"""Head of Loyalty: the figures of risk, the accounts to call, the stages a year apart and the check of warnings."""
