"""What counts as a sale, as a person looks at it: the values of a telling column with their lines and money."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenKind:
    """A value of a column: lines with it, their money in ten-thousandths (None where the file has no amounts), what
    they count as, and what is proposed; both are words of `LineKind`."""

    value: str
    lines: int
    money: int | None
    kind: str
    proposal: str


@dataclass(frozen=True)
class SeenKinds:
    """A column that says what a line is, with its values: most lines first."""

    header: str
    values: tuple[SeenKind, ...]
