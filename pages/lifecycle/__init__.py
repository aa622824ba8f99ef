"""Lifecycle screen: the lifecycle stage of each account."""
