"""Robustness of tiers: safe ranges of weights, sampled weights (SMAA), missing values, redundancy."""
