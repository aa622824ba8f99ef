"""Summary tab of an account and its parts."""
