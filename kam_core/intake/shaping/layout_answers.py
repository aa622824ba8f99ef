"""What a person said of how a sheet is laid out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """months: "turn", "leave" or a year; group_rows: "account" or "none"; None: nothing was said."""

    months: str | None = None
    group_rows: str | None = None
