"""The bridge: revenue of the prior window + changes by kind = revenue of the window, to the cent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.insight.revenue_bridge.changes import KINDS, account_changes
from kam_core.insight.revenue_bridge.retention import Retention, retention
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end, month_start


@dataclass(frozen=True)
class Step:
    """The accounts of a kind: their number and the sum of their changes (ten-thousandths, signed)."""

    kind: str
    accounts: int
    amount: int


@dataclass(frozen=True)
class Bridge:
    """Revenue before and now in ten-thousandths, and the steps between; prior + Σ steps = now, always.

    start, end and prior_start, prior_end: first and last day of both windows. data_start: the first day of the data
    where it lies inside the prior window, which makes new and grown too large; else None. changes: `account_changes`.
    """

    start: datetime.date
    end: datetime.date
    prior_start: datetime.date
    prior_end: datetime.date
    data_start: datetime.date | None
    prior: int
    steps: tuple[Step, ...]
    now: int
    retention: Retention
    changes: pl.DataFrame

    def step(self, kind: str) -> Step:
        """The step of a kind. Raises KeyError for one that is no step."""
        return {step.kind: step for step in self.steps}[kind]

    @property
    def window_months(self) -> int:
        """Months of either window."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


def revenue_bridge(accounts: pl.DataFrame, view: View, data_start: int | None) -> Bridge | None:
    """The bridge of the accounts of a portfolio frame.

    data_start: number of the first month of the data. None for the window `all`, and where no data lie in the prior
    window or before it: there is nothing to compare with.
    """
    first, last = view.prior_start(), view.prior_end()
    if first is None or last is None or data_start is None or data_start > last:
        return None
    changes = account_changes(accounts, view)
    sums = {
        kind: (count, amount)
        for kind, count, amount in changes.group_by("kind").agg(pl.len(), pl.col("change").sum()).iter_rows()
    }
    return Bridge(
        start=month_start(view.first_month(data_start)),
        end=view.as_of,
        prior_start=month_start(first),
        prior_end=month_end(last),
        data_start=month_start(data_start) if data_start > first else None,
        prior=int(changes["before"].sum()),
        steps=tuple(Step(kind, *sums.get(kind, (0, 0))) for kind in KINDS),
        now=int(changes["now"].sum()),
        retention=retention(changes),
        changes=changes,
    )
