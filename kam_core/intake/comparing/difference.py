"""What a file changes in what is there: new, changed, unchanged and missing things, key by key."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

SHOWN = 1_000
"""Changes that are listed one by one; all of them are counted."""

CHANGES: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "what": pl.String(),
    "field": pl.String(),
    "before": pl.String(),
    "after": pl.String(),
    "origin": pl.String(),
    "line": pl.Int64(),
}
"""One change: kind ("new", "changed", "missing", "cancelled"), the key in words, the field (null: the whole thing),
its value before and after, and the line that says so."""


@dataclass(frozen=True)
class Difference:
    """The difference that files make to one table.

    Counts are of things (orders, accounts, …), not of rows; kept: things that the files say differently and that a
    rule protects; removed: missing or cancelled things that are taken away. changes: `CHANGES`, the first `SHOWN`.
    """

    table: str
    new: int
    changed: int
    unchanged: int
    missing: int
    cancelled: int
    kept: int
    removed: int
    changes: pl.DataFrame
