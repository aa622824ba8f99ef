"""Match headers to fields, and sheets to tables."""
