"""The accounts that are known as of a date, and what their order lines come to."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import range_columns, ranges_of
from kam_core.measures.cells.roll_up import state
from kam_core.measures.cells.silences import silences
from kam_core.measures.cells.state_columns import ZERO_WITHOUT_CELLS
from kam_core.measures.features import features
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


@dataclass(frozen=True)
class Ledger:
    """What all measures of a view are taken from.

    accounts: `account`, one row per account that is known as of the date, sorted by code.
    features: `FEATURE_COLUMNS` for just these accounts, in the same order.
    """

    view: View
    horizon: Horizon
    accounts: pl.DataFrame
    features: pl.DataFrame

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.horizon.months

    @property
    def in_window(self) -> pl.Expr:
        """True for rows whose `month` lies in the window."""
        return pl.col("month") >= self.horizon.first_month


def open_ledger(dataset: Dataset, view: View) -> Ledger:
    """Measure what was bought up to the as-of date, one row per account. Refuses damaged files of a cube."""
    if dataset.line_store is not None:
        dataset.line_store.require_month_end(view.as_of)
    with dataset.reading():
        return _measured(dataset, view)


def _measured(dataset: Dataset, view: View) -> Ledger:
    horizon = Horizon.of(view, data_start(dataset, view))
    ready = _ready(dataset, view)
    if ready is not None:
        listed = dataset.accounts.filter("listed").select("account")
        if listed["account"].is_in(ready["account"].implode()).all():
            return Ledger(view, horizon, ready.select("account"), ready)
    return rolled_up(dataset, view, horizon, _cells_of(dataset, view))


def rolled_up(dataset: Dataset, view: View, horizon: Horizon, cells_: pl.LazyFrame) -> Ledger:
    """The ledger of a view from `CELL_COLUMNS` up to its as-of month."""
    by_month = nw.from_native(cells_)
    rolled = state(by_month, horizon).collect("polars").to_native()
    known = _known(dataset, rolled)
    # Who is known and bought nothing has zeros; days and the largest purchase stay unknown.
    spread = known.join(rolled, on="account", how="left", maintain_order="left").with_columns(
        pl.col(*ZERO_WITHOUT_CELLS).fill_null(0)
    )
    measured = features(nw.from_native(spread.lazy()), silences(by_month), horizon).collect("polars").to_native()
    return Ledger(view, horizon, known, measured.sort("account"))


def data_start(dataset: Dataset, view: View) -> int:
    """The month number in which the data of a view begin; the as-of month where there are none."""
    if dataset.line_store is not None:
        return min(dataset.line_store.counts, default=view.last_month)
    start = lines_of(dataset, view).select(pl.col("month").min()).collect().item()
    return start if isinstance(start, int) else view.last_month


def lines_of(dataset: Dataset, view: View) -> pl.LazyFrame:
    """The order lines with an account up to the as-of date."""
    return dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))


def _cells_of(dataset: Dataset, view: View) -> pl.LazyFrame:
    """Made once of lines in memory; of a cube read when asked for: they may exceed memory."""
    if dataset.line_store is not None:
        return dataset.line_store.cells(view.last_month, None)
    lines = nw.from_native(lines_of(dataset, view))
    ranges = ranges_of(range_columns(lines).collect("polars").to_native().row(0, named=True))
    made: pl.DataFrame = cells(lines, ranges=ranges).collect("polars").to_native()
    return made.lazy()


def _known(dataset: Dataset, rolled: pl.DataFrame) -> pl.DataFrame:
    """An account that only later lines name is not yet known: the past must not see the future."""
    listed = dataset.accounts.filter(pl.col("listed") | pl.col("account").is_in(rolled["account"].implode()))
    return listed.select("account").sort("account")


def _ready(dataset: Dataset, view: View) -> pl.DataFrame | None:
    """The features of just this view where they are kept ready."""
    kept = dataset.line_store
    ready = None if kept is None else View(kept.features_as_of, kept.features_months)
    if kept is None or view != ready:
        return None
    return kept.features.collect().sort("account")


def has_prior_window(dataset: Dataset, view: View) -> bool:
    """Whether the data reach back over the whole window before this one."""
    start = view.prior_start()
    return start is not None and data_start(dataset, view) <= start
