"""Explain a change of tier: the exact decomposition of the change, and one sentence."""
