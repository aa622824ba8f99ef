"""Rounds of the grading committee: progress, what each may see, differences and results."""
