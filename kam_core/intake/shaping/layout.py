"""Answers of a person about the layout of a sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """months: "turn", "leave" or a year; group_rows: "account" or "none"; None: no answer."""

    months: str | None = None
    group_rows: str | None = None
