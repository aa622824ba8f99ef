"""Join typed rows to the tables of a dataset: orders with their lines, accounts, amounts, codes."""
