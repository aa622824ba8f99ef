"""Rounds of the grading committee on the judge screen: start, own marks, outcome and decisions."""
