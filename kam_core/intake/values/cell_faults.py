"""Faults of cells: messages by rule, and the cells of a column that have them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as slot

import polars as pl

from kam_core.intake.findings import Place, finding
from kam_core.vocabulary.field import Field
from kam_core.vocabulary.message import N_, Message

FAULTS: dict[str, str] = {
    "missing": N_("{place} is blank but required."),
    "not_a_number": N_('{place}: "{value}" is not a number. Hint: digits and one decimal mark.'),
    "not_finite": N_('{place}: "{value}" is not a valid amount. Hint: correct the formula behind it.'),
    "not_whole": N_('{place}: "{value}" is not a whole number.'),
    "too_large": N_('{place}: "{value}" is too large for the amount of one line. Hint: check the unit.'),
    "out_of_range": N_('{place}: "{value}" is outside the allowed range ({low} to {high}).'),
    "share": N_('{place}: "{value}" is a share, but this column contains amounts. Hint: enter the amount.'),
    "no_money": N_('{place}: "{value}" is a quantity or weight, but this column contains amounts of money.'),
    "not_a_date": N_('{place}: "{value}" is not a date. Hint: write 2024-03-05.'),
    "not_a_moment": N_('{place}: "{value}" is not a date with a time. Hint: write 2024-03-05 14:30.'),
    "unknown_word": N_('{place}: "{value}" is not an allowed value for this column ({words}).'),
    "error_cell": N_('{place}: the formula gave "{value}". Hint: correct it and save again.'),
}
"""Rule → message for a cell that could not be read."""


DOUBTS: dict[str, str] = {
    "decimal_mark": N_(
        '{place}: "{value}" may mean thousands or decimals and is read as {number}; the column does not show which.'
    ),
    "thousands": N_(
        '{place}: "{value}" is read as {number} because the column uses decimal commas, although this looks '
        "like a thousands separator."
    ),
}
"""Rule → message for a cell that was read but is doubtful."""


@dataclass(frozen=True)
class Faults:
    """Unreadable cells of one column by rule: (position in the column, text).

    doubts: cells that were read in one of two ways, by rule: (position in the column, text, the number).
    """

    column: str
    field: Field
    cells: dict[str, list[tuple[int, str]]] = slot(default_factory=dict)
    doubts: dict[str, list[tuple[int, str, float]]] = slot(default_factory=dict)

    def doubt(self, rule: str, text: pl.Series, values: pl.Series, where: pl.Series) -> None:
        """Mark cells as doubtful, although read as `values`."""
        if where.any():
            at = where.arg_true()
            self.doubts[rule] = list(
                zip(at.to_list(), text.gather(at).to_list(), values.gather(at).to_list(), strict=True)
            )

    def add(self, rule: str, text: pl.Series, where: pl.Series) -> None:
        """Mark cells as unreadable."""
        if where.any():
            at = where.arg_true()
            cells = zip(at.to_list(), text.gather(at).to_list(), strict=True)
            self.cells.setdefault(rule, []).extend((i, cell or "") for i, cell in cells)

    def sentence(self, rule: str, value: str, place: Place) -> Message:
        """The message about one cell."""
        f = self.field
        extra: dict[str, object] = {}
        if rule == "out_of_range":
            extra = {"low": "…" if f.low is None else f"{f.low:g}", "high": "…" if f.high is None else f"{f.high:g}"}
        if rule == "unknown_word":
            extra = {"words": ", ".join(word for word, _ in f.choices) or "yes, no"}
        return finding("reject", rule, place, FAULTS[rule], value=value, **extra).message
