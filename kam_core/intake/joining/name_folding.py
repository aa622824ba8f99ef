"""Fold account names for comparison: lower case, single blanks."""

from __future__ import annotations

import polars as pl


def fold_names(names: pl.Series) -> pl.Series:
    """Fold names: lower case, single blanks."""
    return names.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
