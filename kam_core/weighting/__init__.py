"""Weighting methods: from judgements (pairwise, best–worst, swing), from data (entropy, CRITIC, std, Gini, MEREC)."""
