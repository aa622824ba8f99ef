"""Column of a table: kind, label, width and importance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_


class Cell(StrEnum):
    """How the values of a column are drawn."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # ten-thousandths of the currency unit
    SHARE = "share"  # 0–1, shown in per cent
    SCORE = "score"  # 0–100, a thin bar and the number
    TIER = "tier"  # a letter on its colour
    MOVE = "move"  # two tiers as text: "S → A", "–" for none
    DATE = "date"
    HISTORY = "history"  # a list of numbers, drawn as an area
    MARKS = "marks"  # small print that explains


RIGHT = {Cell.NUMBER, Cell.MONEY, Cell.SHARE}
"""Kinds that are aligned to the right."""
ANSWER, REASON, DETAIL = 0, 1, 2
"""Priorities: a column that carries the answer never leaves the table; the highest number leaves first."""
LEAST_WIDTHS = {Cell.TEXT: 110, Cell.MARKS: 110}
NAME_WIDTH = 200
"""Points in which 14 Chinese characters fit."""


@dataclass(frozen=True)
class Column:
    """Settings of one column; what is not given follows from its name and its type.

    width: least width of a text in points. priority: `ANSWER`, `REASON`, `DETAIL` or more. help: what it means, shown
    beside the head. digits: decimals of a number. right: a text that is aligned as numbers are. notes: what the value
    of each row means, shown beside it. beside: a short text of each row after its value, such as (B–S). shown:
    False for a column that is there only once somebody chooses it.
    """

    label: str = ""
    kind: Cell | None = None
    width: int | None = None
    priority: int | None = None
    help: str = ""
    digits: int | None = None
    right: bool = False
    notes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    shown: bool = True

    @property
    def cell(self) -> Cell:
        """How the values are drawn."""
        return self.kind or Cell.TEXT


def settled(name: str, dtype: pl.DataType, column: Column | None, label: str) -> Column:
    """The column with all that was not given: label, kind, width, priority and decimals."""
    given = column or Column()
    kind = given.kind or _kind(name, dtype)
    measure = MEASURES.get(name)
    whole = measure is not None and measure.kind in (Kind.COUNT, Kind.DAYS)
    width = NAME_WIDTH if name == "name" else LEAST_WIDTHS.get(kind, 0)
    priority = ANSWER if name in ANSWERS else REASON if name in REASONS else DETAIL
    return replace(
        given,
        label=given.label or label,
        kind=kind,
        width=width if given.width is None else given.width,
        priority=priority if given.priority is None else given.priority,
        digits=(0 if whole or dtype.is_integer() else 1) if given.digits is None else given.digits,
    )


def _kind(name: str, dtype: pl.DataType) -> Cell:
    measure = MEASURES.get(name)
    if name in ("tier", "target_grade") or name.startswith("tier_") or name.endswith("_tier"):
        return Cell.TIER
    if name in NAMED_KINDS:
        return NAMED_KINDS[name]
    if measure is not None and measure.kind in (Kind.MONEY, Kind.SHARE):
        return Cell(measure.kind.value)
    if dtype == pl.Date:
        return Cell.DATE
    if isinstance(dtype, pl.List):
        return Cell.HISTORY
    return Cell.NUMBER if dtype.is_numeric() else Cell.TEXT


NAMED_KINDS = {
    "move": Cell.MOVE,
    "score": Cell.SCORE,
    "stake": Cell.MONEY,
    "larger_revenue": Cell.MONEY,
    "marks": Cell.MARKS,
}
ANSWERS = {"tier", "target_grade", "name", "move", "stake", "larger_revenue", "revenue", "due", "tier_then", "tier_now"}
REASONS = {"why", "next_step", "score", "owner"}

COLUMN_LABELS: dict[str, str] = {
    "name": N_("Account"),
    "tier": N_("Tier"),
    "cut_tier": N_("Tier by score"),
    "tier_then": N_("Previous tier"),
    "tier_now": N_("Current tier"),
    "score": N_("Score"),
    "stage": N_("Stage"),
    "owner": N_("Owner"),
    "region": N_("Region"),
    "industry": N_("Industry"),
    "value_class": N_("Role"),
    "history": N_("Last 12 months"),
    "why": N_("Why"),
    "firmness": N_("Tier stability"),
    "next_step": N_("Next step"),
    "stake": N_("Revenue at stake"),
    "larger_revenue": N_("Revenue, larger of both"),
    "evergreen": N_("Evergreen"),
    "target_grade": N_("Target grade"),
    "value_points": N_("Value"),
    "health_points": N_("Health"),
    "realised_points": N_("Realised value"),
    "potential_part_points": N_("Potential value"),
    "influence_points": N_("Influence value"),
    "ask_first": N_("Ask first"),
    "rank": N_("Rank by score"),
    "revenue_rank": N_("Rank by revenue"),
    "move": N_("Move"),
    "scores": N_("Score: previous → current"),
}
"""Labels of columns that are no measures."""
