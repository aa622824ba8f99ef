"""Steps from score to tier: cut, hysteresis, gates, capacity, override, reason."""
