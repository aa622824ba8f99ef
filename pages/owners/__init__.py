"""Owners screen: who looks after what, one owner in detail."""
