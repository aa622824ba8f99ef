"""Account totals of a view: the accounts known as of a date and the totals of their order lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import range_columns, ranges_of
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import state
from kam_core.measures.cells.state_columns import ZERO_WITHOUT_CELLS
from kam_core.measures.features import features
from kam_core.measures.lifecycle.policy import DEFAULT_POLICY
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


@dataclass(frozen=True)
class Ledger:
    """Accounts and features of a view, from which all measures are computed.

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
    """Compute the features up to the as-of date, one row per account. Refuses damaged files of a cube."""
    if dataset.line_store is not None:
        dataset.line_store.require_month_end(view.as_of)
    with dataset.reading():
        return _ledger(dataset, view)


def _ledger(dataset: Dataset, view: View) -> Ledger:
    horizon = Horizon.of(view, data_start(dataset, view))
    precomputed = _precomputed_features(dataset, view)
    if precomputed is not None:
        listed = dataset.accounts.filter("listed").select("account")
        if listed["account"].is_in(precomputed["account"].implode()).all():
            return Ledger(view, horizon, precomputed.select("account"), precomputed)
    return rolled_up(dataset, view, horizon, cells_of(dataset, view))


def rolled_up(dataset: Dataset, view: View, horizon: Horizon, cells_: pl.LazyFrame) -> Ledger:
    """The ledger of a view from `CELL_COLUMNS` up to its as-of month."""
    by_month = nw.from_native(cells_)
    rolled = state(by_month, horizon).collect("polars").to_native()
    known = _known_accounts(dataset, rolled)
    # Known accounts without lines have zeros; days and the largest purchase stay null.
    all_known = known.join(rolled, on="account", how="left", maintain_order="left").with_columns(
        pl.col(*ZERO_WITHOUT_CELLS).fill_null(0)
    )
    feature_rows = features(nw.from_native(all_known.lazy()), silences(by_month), horizon).collect("polars").to_native()
    return Ledger(view, horizon, known, feature_rows.sort("account"))


def data_start(dataset: Dataset, view: View) -> int:
    """The month number in which the data of a view begin; the as-of month where there are none."""
    if dataset.line_store is not None:
        return min(dataset.line_store.counts, default=view.last_month)
    start = lines_of(dataset, view).select(pl.col("month").min()).collect().item()
    return start if isinstance(start, int) else view.last_month


def lines_of(dataset: Dataset, view: View) -> pl.LazyFrame:
    """The order lines with an account up to the as-of date."""
    return dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))


def cells_of(dataset: Dataset, view: View) -> pl.LazyFrame:
    """`CELL_COLUMNS` up to the as-of date.

    Computed once from lines in memory; lazy from a cube, as they may exceed memory.
    """
    if dataset.line_store is not None:
        return dataset.line_store.cells(view.last_month, None)
    lines = nw.from_native(lines_of(dataset, view))
    ranges = ranges_of(range_columns(lines).collect("polars").to_native().row(0, named=True))
    frame: pl.DataFrame = cells(lines, ranges=ranges).collect("polars").to_native()
    return frame.lazy()


def _known_accounts(dataset: Dataset, rolled: pl.DataFrame) -> pl.DataFrame:
    """Listed accounts and those with lines; an account of later lines only is not known yet."""
    listed = dataset.accounts.filter(pl.col("listed") | pl.col("account").is_in(rolled["account"].implode()))
    return listed.select("account").sort("account")


def _precomputed_features(dataset: Dataset, view: View) -> pl.DataFrame | None:
    """The precomputed features of exactly this view; None where there are none."""
    line_store = dataset.line_store
    precomputed = None if line_store is None else View(line_store.features_as_of, line_store.features_months)
    # The limits between the stages change no feature.
    if line_store is None or replace(view, lifecycle=DEFAULT_POLICY) != precomputed:
        return None
    return line_store.features.collect().sort("account")


def has_prior_window(dataset: Dataset, view: View) -> bool:
    """Whether the data cover the whole prior window."""
    start = view.prior_start()
    return start is not None and data_start(dataset, view) <= start
