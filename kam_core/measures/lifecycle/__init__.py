"""Lifecycle of accounts: its rules, seasons, manual stages, and the stage at every past month-end."""
