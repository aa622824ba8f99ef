"""The four steps in one place: Dataset → account frame → Portfolio. The screen and the command line both come here."""

from __future__ import annotations

import polars as pl

from kam_core.insight.lifecycle import with_stages
from kam_core.measures.account_frame import account_frame
from kam_core.measures.group import grouped
from kam_core.measures.ledger import open_ledger
from kam_core.measures.view import View
from kam_core.scoring.model import Model
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.presets import choose, propose, template
from kam_core.vocabulary.dataset import Dataset


def united(dataset: Dataset, view: View) -> Dataset:
    """The dataset in the unit of the view: as it is, or its accounts united into groups."""
    return grouped(dataset) if view.unit == "group" else dataset


def measured(dataset: Dataset, view: View) -> pl.DataFrame:
    """The account frame of a view with each account's lifecycle `stage`."""
    return with_stages(account_frame(united(dataset, view), view), view)


def built_in_model(dataset: Dataset, frame: pl.DataFrame) -> Model:
    """The preset that fits the tables that are there, its bounds proposed from this frame."""
    return propose(template(choose(frozenset(dataset.tables))), frame)


def appraised(frame: pl.DataFrame, view: View, model: Model) -> Portfolio:
    """The frame scored and tiered; open bounds are proposed first."""
    return build_portfolio(frame, view, propose(model, frame))


def has_prior_window(dataset: Dataset, view: View) -> bool:
    """Whether the data reach back over the whole window before this one."""
    start = view.prior_start()
    return start is not None and open_ledger(dataset, view).data_start <= start


def lines_in_view(dataset: Dataset, view: View) -> dict[str, int]:
    """Counts for the header: `in_view`, `after` (later than the as-of date), `without_account`, and its money
    `without_account_amount` (ten-thousandths)."""
    after = pl.col("day") > view.as_of_day
    nameless = pl.col("account").is_null()
    counts = dataset.lines.select(
        (~after & ~nameless).sum().alias("in_view"),
        after.sum().alias("after"),
        nameless.sum().alias("without_account"),
        pl.col("amount").filter(nameless).sum().alias("without_account_amount"),
    )
    return {name: int(value) for name, value in counts.row(0, named=True).items()}
