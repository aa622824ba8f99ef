"""Goal seek: the smallest change of a measure or of weights that reaches a tier or outranks an account."""
