"""Gettext catalogues and the one place where words, numbers, money and dates take a language."""
