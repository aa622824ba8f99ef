"""Screens of the app, their addresses, and links to them; below everything else in pages/."""
