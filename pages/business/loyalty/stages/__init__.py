"""Lifecycle tab of Loyalty: stages, their rules, changes between two dates, what each stage buys, next purchases."""
