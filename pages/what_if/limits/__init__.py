"""Seats, bands and gates of the draft, and what they would have meant."""
