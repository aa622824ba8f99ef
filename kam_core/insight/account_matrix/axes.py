"""Axes of the account matrix: the score, the points of each group of criteria, and every measure."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.scoring.model.criterion import GROUPS
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import group_points
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Term
from kam_core.vocabulary.money import MONEY_SCALE

REALISED, AHEAD, REVENUE, MARGIN_RATE = "realised_points", "potential_points", "revenue", "margin_rate"
"""The axes of value × potential and of revenue × margin rate."""
GROUP_SUFFIX = "_group_points"
EDGES = {"margin_rate": (-1.0, 1.0), "growth": (-1.0, 2.0), "return_on_account": (-1.0, 5.0)}
"""Axes whose outliers are drawn at the edge, so that they do not flatten the others."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A quantity of an account that can be drawn: money in currency units, shares from 0 to 1, points from 0 to 100."""

    name: str
    label: Message
    kind: Kind

    @property
    def logarithmic(self) -> bool:
        """Whether it is drawn on a logarithmic scale, which has no place for zero and less."""
        return self.kind is Kind.MONEY


def _points_axis(name: str, label: Message) -> Axis:
    return Axis(name, label, Kind.SCORE)


AXES: dict[str, Axis] = {
    axis.name: axis
    for axis in (
        _points_axis(REALISED, Message("Realised value (points)")),
        _points_axis(AHEAD, Message("Potential and influence (points)")),
        _points_axis("score", Message("Score")),
        # Realised value is the first axis already.
        *(
            _points_axis(f"{group}{GROUP_SUFFIX}", Message("{group} (points)", group=Term(GROUP_LABELS[group])))
            for group in GROUPS[1:]
        ),
        *(Axis(measure.name, Message(measure.label), measure.kind) for measure in MEASURES.values()),
    )
}
"""All axes by name, those of the score first."""


def axis_values(portfolio: Portfolio, name: str) -> pl.Series:
    """The values on an axis in the order of the portfolio's accounts; null where unknown."""
    if name.endswith(GROUP_SUFFIX):
        group = name.removesuffix(GROUP_SUFFIX)
        return pl.Series(name, group_points(portfolio.matrix, portfolio.model, (group,)), nan_to_null=True)
    values = portfolio.accounts[name].cast(pl.Float64)
    values = values / MONEY_SCALE if AXES[name].kind is Kind.MONEY else values
    return values.fill_nan(None).alias(name)


def place(portfolio: Portfolio, x: str, y: str) -> pl.DataFrame:
    """`account`, `x` and `y` of all accounts of the portfolio on two axes."""
    return pl.DataFrame(
        {
            "account": portfolio.accounts["account"],
            "x": axis_values(portfolio, x),
            "y": axis_values(portfolio, y),
        }
    )


def known_axes(accounts: pl.DataFrame) -> tuple[str, ...]:
    """The axes on which at least one account has a place, and the margin rate, whose absence the screen explains.

    The points of a group are offered without looking.
    """
    return tuple(
        name for name in AXES if name not in accounts.columns or name == MARGIN_RATE or accounts[name].count() > 0
    )


def active_values(portfolio: Portfolio, name: str) -> pl.Series:
    """The values of the active customers (revenue above zero in the window) on an axis."""
    return axis_values(portfolio, name).filter(portfolio.accounts["revenue"] > 0)
