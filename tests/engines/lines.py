"""Sample order lines: returns, orders over several months, gaps, duplicates."""

from __future__ import annotations

import datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.view import View

VIEW = View(datetime.date(2024, 12, 31))
FIRST, DAYS = datetime.date(2021, 3, 5), 1398
"""The lines run up to the last day of 2024."""


def lines(count: int = 20_000, accounts: int = 700, seed: int = 5) -> pl.DataFrame:
    """So many lines of a few large and many small accounts, up to the as-of date of `VIEW`."""
    draw = np.random.default_rng(seed)
    order = draw.integers(0, count // 2, count)
    frame = pl.DataFrame(
        {
            # An order belongs to one account; a few large ones place most of them.
            "account": (np.floor(accounts * ((order * 0.618034) % 1.0) ** 3)).astype(np.int64),
            "order": order,
            # Most lines of an order come on a day, some a month later.
            "day": (order * 7919) % DAYS + draw.choice([0, 0, 0, 0, 33], count),
            "amount": draw.integers(-3_000_000, 20_000_000, count),
            "margin": _known(draw, draw.integers(-500_000, 9_000_000, count), 0.8),
            "list_amount": _known(draw, draw.integers(1, 20_000_000, count), 0.4),
        }
    ).with_columns((pl.lit(FIRST) + pl.duration(days=pl.col("day"))).alias("date"))
    return frame.filter(pl.col("date") <= VIEW.as_of).select(
        "account",
        "order",
        pl.col("date").cast(pl.Int32).cast(pl.Int64).alias("day"),
        (pl.col("date").dt.year().cast(pl.Int64) * 12 + pl.col("date").dt.month() - 1).alias("month"),
        "amount",
        "margin",
        "list_amount",
    )


def horizon(frame: pl.DataFrame, view: View = VIEW) -> Horizon:
    """From where the lines are looked at."""
    start = frame["month"].min()
    assert isinstance(start, int)
    return Horizon.of(view, start)


def _known(draw: np.random.Generator, values: npt.NDArray[np.int64], share: float) -> pl.Series:
    """The values of about such a share of the lines; the others do not say."""
    return pl.Series(values).set(pl.Series(draw.random(len(values)) >= share), None)
