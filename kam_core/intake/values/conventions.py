"""How the cells of a file are written, as far as a person has said so and the columns cannot prove it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a column that cannot tell is read as; None: the column has to tell.

    date_order: "dmy" or "mdy"; decimal_mark: "point" or "comma"; discount: "share" or "money". from_1904: numbers that
    stand for days are counted from 1904, as the workbook says. title_unit: a unit above the table and its factor.
    """

    date_order: str | None = None
    decimal_mark: str | None = None
    from_1904: bool = False
    discount: str | None = None
    title_unit: tuple[str, float] | None = None
