"""Portfolios at past month-ends under one model, for replays and back-tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.account_totals import cells_of, data_start, open_ledger, rolled_up
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, in_unit_of, score_accounts
from kam_core.vocabulary.calendar import month_end
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError

MOST_MONTHS = 24


def past_views(dataset: Dataset, view: View, most: int = MOST_MONTHS) -> tuple[View, ...]:
    """The view as of each of the last month-ends up to its own date, the oldest first.

    Only those whose whole window lies in the data (a year of data, where the window is `all`): a half-filled window
    would look like accounts that came and went.
    """
    last = view.last_month if view.as_of == month_end(view.last_month) else view.last_month - 1
    window = view.window_months or DEFAULT_WINDOW_MONTHS
    first = max(data_start(dataset, view) + window - 1, last - most + 1)
    return tuple(replace(view, as_of=month_end(month)) for month in range(first, last + 1))


def past_portfolios(dataset: Dataset, views: Iterable[View], model: Model) -> Iterator[Portfolio]:
    """The accounts at each date under the same model and bounds, one after the other, without any later data."""
    for view, frame in past_frames(dataset, views):
        yield score_accounts(frame, view, model)


def past_frames(dataset: Dataset, views: Iterable[View]) -> Iterator[tuple[View, pl.DataFrame]]:
    """The account frame with stages at each date; the order lines are summed by month once for all dates.

    Dates within a month are measured on their own, because months cannot be cut.
    """
    known = list(views)
    ends = [view for view in known if view.as_of == month_end(view.last_month)]
    cells: pl.DataFrame | None = None
    if len(ends) > 1 and dataset.line_store is None:
        cells = cells_of(in_unit_of(dataset, ends[0]), max(ends, key=lambda view: view.as_of)).collect()
    for view in known:
        ledger = None
        if cells is not None and view in ends:
            data = in_unit_of(dataset, view)
            by_then = cells.lazy().filter(pl.col("month") <= view.last_month)
            ledger = rolled_up(data, view, Horizon.of(view, data_start(data, view)), by_then)
        yield view, account_measures(dataset, view, ledger)


def portfolios_by_model(dataset: Dataset, view: View, models: Mapping[str, Model]) -> dict[str, Portfolio]:
    """The accounts of one past view under several models, by their names; measured once.

    Open bounds are proposed from that date. Bounds that are numbers stay what they are.
    """
    frame = account_measures(dataset, view)
    return {name: score_accounts(frame, view, model) for name, model in models.items()}


def view_before(dataset: Dataset, view: View, months: int) -> View:
    """The view that many months before, to see the accounts lost since. Refuses where its window is not in the data."""
    then = past_views(dataset, view, months + 1)
    if len(then) <= months:
        raise UserError(
            "Not enough data to test the past {months} month: there is no full window before.",
            "Not enough data to test the past {months} months: there is no full window before.",
            "months",
            months=months,
        )
    return then[0]


def bought_since(dataset: Dataset, then: Portfolio, view: View) -> npt.NDArray[np.bool_]:
    """For each account of a past portfolio whether it made a purchase after that date and up to the view's."""
    features = open_ledger(in_unit_of(dataset, view), view).features
    since = view.as_of_day - then.view.as_of_day
    later = features.filter(pl.col("recency_days") < since)["account"]
    return then.accounts["account"].is_in(later.implode()).to_numpy()
