"""Overview screen: how the key accounts stand."""
