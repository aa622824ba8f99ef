"""Concentration screen: how much revenue rests on how few accounts."""
