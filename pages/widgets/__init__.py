"""Widgets without a subject: tables, metrics, choices, messages, escaping."""
