"""Weights found by a method put into a model, and another method's order beside ours."""
