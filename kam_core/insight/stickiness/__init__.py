"""Stickiness of an account: three layers, the switching-cost index, its trend, and what makes leaving costly."""
