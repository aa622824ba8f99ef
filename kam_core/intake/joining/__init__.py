"""Typed rows to our tables: orders with their lines, accounts, amounts, codes."""
