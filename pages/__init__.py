"""Screens of the app, one folder each, and what they share: shell, widgets and panels."""
