"""How the cells of a file are written, as far as a person has said so and the columns cannot prove it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """date_order: "dmy" or "mdy"; discount: "share" or "money"; None: the column has to tell."""

    date_order: str | None = None
    discount: str | None = None
