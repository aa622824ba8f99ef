"""Value type of accounts, the way to sell to each, and who is served beyond what they value."""
