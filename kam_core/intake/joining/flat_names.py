"""Account names without case and surplus blanks, as they are compared."""

from __future__ import annotations

import polars as pl


def flat_names(names: pl.Series) -> pl.Series:
    """Lower case, words apart by one blank."""
    return names.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
