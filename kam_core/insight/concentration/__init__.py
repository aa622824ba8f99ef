"""Concentration of revenue on few accounts: indices, Pareto curve, losing the top, ABC classes."""
