"""Results cached between reruns, keyed by small values that name their content."""
