"""Weights from weighting methods in a model, and a second ranking method for comparison."""
