"""Accounts that need attention: reasons, next step, due day, money at stake, and what was done about it."""
