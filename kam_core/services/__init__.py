"""Use cases: the only place that puts rooms together. One module per use case; what changes anything asks `access`."""
