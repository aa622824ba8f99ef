"""Lighthouses: what the first purchase of a lighthouse account did to its industry."""
