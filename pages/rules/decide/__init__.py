"""Decide screen: scenarios, capacity and limits, publication."""
