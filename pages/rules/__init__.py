"""Screens of the door Rules: simulate a changed model, test it, find weights, decide."""
