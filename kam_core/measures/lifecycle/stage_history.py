"""Stages at every past month-end, in one pass over the months of the data (domain: lifecycle).

Only what the rules read is carried from month to month: first and last purchase, purchase days, and the sums of the
window and of the one before it. The rules themselves are those of the account frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.account_totals import cells_of, data_start
from kam_core.measures.features import GAPS_FROM_DAYS
from kam_core.measures.lifecycle.life_signs import life_signs
from kam_core.measures.lifecycle_stage import with_stages
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end
from kam_core.vocabulary.dataset import Dataset

Integers = npt.NDArray[np.int64]
UNKNOWN = 255
"""Code of an account that was not known yet."""
READ = ("account", "month", "revenue", "purchases", "purchase_days", "first_day", "last_day")
WINDOW_SUMS = ("revenue", "purchases")


@dataclass(frozen=True)
class StageHistory:
    """views: one per date, the oldest first; all but the last as of month-ends. stages: a row per account code and a
    column per date, places in `STAGES`, `UNKNOWN` before an account was known."""

    views: tuple[View, ...]
    stages: npt.NDArray[np.uint8]


def stage_history(dataset: Dataset, view: View, months: int | None = None) -> StageHistory:
    """The stages at the last month-ends up to the view's date, of a dataset in the unit of the view.

    months: how many dates at most; None for all from the first month of the data on. Equal to the `stage` of the
    account frame at each date; no date reads a later line.
    """
    with dataset.reading():
        cells = cells_of(dataset, view).select(READ).sort("month").collect()
    start = data_start(dataset, view)
    first = start if months is None else max(start, view.last_month - months + 1)
    views = tuple(_at(view, month) for month in range(first, view.last_month + 1))
    state = _State(dataset.accounts, cells, view, start)
    stages = np.full((state.size, len(views)), UNKNOWN, np.uint8)
    buying = cells.lazy().filter(pl.col("purchases") > 0).select("account", "month")
    for place, (seen, frame) in enumerate(zip(views, state.frames(first), strict=True)):
        codes = with_stages(frame, seen, life_signs(dataset, seen, buying))
        stages[codes["account"].to_numpy(), place] = codes["stage"].to_physical().to_numpy()
    return StageHistory(views, stages)


def _at(view: View, month: int) -> View:
    return view if month == view.last_month else replace(view, as_of=month_end(month))


class _State:
    """What the rules read of every account, by its code, as the months go by."""

    def __init__(self, accounts: pl.DataFrame, cells: pl.DataFrame, view: View, start: int) -> None:
        self.size = int(accounts["account"].max() or 0) + 1 if accounts.height else 0  # type: ignore[arg-type]
        self._view, self._start = view, start
        own = view.lifecycle.window_months
        self._window = own or view.window_months
        self._prior = self._window if own else view.prior_months or view.window_months
        self._columns = {name: cells[name].to_numpy() for name in READ if name not in ("first_day", "last_day")}
        self._first = cells["first_day"].fill_null(np.iinfo(np.int64).max).to_numpy()
        self._last = cells["last_day"].fill_null(np.iinfo(np.int64).min).to_numpy()
        self._month = cells["month"].to_numpy()
        self._contract_end = accounts.select("account", "contract_end")
        self._known = np.zeros(self.size, bool)
        self._known[accounts.filter("listed")["account"].to_numpy()] = True
        self._days = {
            "first": np.full(self.size, np.iinfo(np.int64).max), "last": np.full(self.size, np.iinfo(np.int64).min),
        }  # fmt: skip
        self._first_month = np.full(self.size, np.iinfo(np.int64).max)
        zero = ("purchase_days", "purchases_total", *WINDOW_SUMS, *(f"{name}_prior" for name in WINDOW_SUMS))
        self._sums = {name: np.zeros(self.size, np.int64) for name in zero}

    def frames(self, first: int) -> Iterator[pl.DataFrame]:
        """The columns that the rules read, of the accounts known at each date from a month on."""
        for month in range(self._start, self._view.last_month + 1):
            self._enter(month)
            if month >= first:
                yield self._frame(month)

    def _rows(self, month: int) -> slice:
        low, high = np.searchsorted(self._month, [month, month + 1])
        return slice(int(low), int(high))

    def _enter(self, month: int) -> None:
        rows = self._rows(month)
        # One row per account and month: no index comes twice.
        at, bought = self._columns["account"][rows], self._columns["purchases"][rows]
        self._known[at] = True
        self._days["first"][at] = np.minimum(self._days["first"][at], self._first[rows])
        self._days["last"][at] = np.maximum(self._days["last"][at], self._last[rows])
        buyers = at[bought > 0]
        self._first_month[buyers] = np.minimum(self._first_month[buyers], month)
        self._sums["purchase_days"][at] += self._columns["purchase_days"][rows]
        self._sums["purchases_total"][at] += bought
        self._add("", month, 1)
        if self._window is not None and self._prior is not None:
            self._add("", month - self._window, -1)
            self._add("_prior", month - self._prior, 1)
            self._add("_prior", month - self._prior - self._window, -1)

    def _add(self, suffix: str, month: int, sign: int) -> None:
        rows = self._rows(month)
        for name in WINDOW_SUMS:
            self._sums[f"{name}{suffix}"][self._columns["account"][rows]] += sign * self._columns[name][rows]

    def _frame(self, month: int) -> pl.DataFrame:
        known = np.flatnonzero(self._known)
        day = _at(self._view, month).as_of_day
        sums = {name: values[known] for name, values in self._sums.items()}
        ever = sums["purchases_total"] > 0
        first, last = (np.where(ever, self._days[name][known], 0) for name in ("first", "last"))
        first_month = np.where(ever, self._first_month[known], 0)
        days, prior, revenue = sums["purchase_days"], sums["revenue_prior"], sums["revenue"]
        start = None if self._window is None or self._prior is None else month - self._prior - self._window + 1
        with np.errstate(divide="ignore", invalid="ignore"):
            gap = (last - first).astype(float) / (days - 1).astype(float)
            growth = (revenue - prior).astype(float) / prior.astype(float)
        has_gap = pl.Series(ever & (days >= GAPS_FROM_DAYS))
        based = np.zeros(len(known), bool)
        if start is not None and self._window is not None and self._start <= start:
            based = ever & (prior > 0) & ((first_month - start) * 2 < self._window)
        frame = pl.DataFrame(
            {
                "account": known, "recency_days": day - last, "tenure_days": day - first, "gap_days": gap,
                "growth": growth, "has_gap": has_gap, "based": based, "ever": ever,
                **{name: sums[name] for name in ("purchases_total", "purchases", "purchases_prior")},
            }
        )  # fmt: skip
        return frame.with_columns(
            pl.when("ever").then(pl.col("recency_days", "tenure_days")),
            pl.when("has_gap").then("gap_days"),
            pl.when("based").then("growth"),
        ).join(self._contract_end, on="account", how="left", maintain_order="left")
