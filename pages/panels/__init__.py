"""Panels that several screens show: entry forms, publishing, overrides, export metadata."""
