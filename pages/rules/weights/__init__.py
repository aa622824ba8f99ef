"""Weights screen: weights derived by methods from comparisons and data."""
