"""Figures from view frames: positions, colours and texts only, no business arithmetic."""
