"""Results worth keeping between reruns, keyed by small values that name their content."""
