"""Profiles of an account's market and company: marks of their parts, mean, strongest and weakest."""
