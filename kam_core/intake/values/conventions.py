"""Conventions of a file's cells: date order, decimal mark, units; as answered where columns are ambiguous."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """How ambiguous columns are read; None: the column has to prove it.

    date_order: "dmy" or "mdy"; decimal_mark: "point" or "comma"; discount: "share" or "money". from_1904: numbers that
    stand for days are counted from 1904, as the workbook says. title_unit: a unit above the table and its factor.
    """

    date_order: str | None = None
    decimal_mark: str | None = None
    from_1904: bool = False
    discount: str | None = None
    title_unit: tuple[str, float] | None = None
