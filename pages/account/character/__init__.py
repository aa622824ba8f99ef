"""Profile tab of an account: what kind of customer it is, by the marks that people gave."""
