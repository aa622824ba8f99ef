"""Screen Overview: how the key accounts stand."""
