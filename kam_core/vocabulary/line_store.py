"""Interface of order lines on disk with precomputed aggregates, for data sets larger than memory."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.message import UserError

UNREADABLE = (OSError, pl.exceptions.ComputeError, pl.exceptions.SchemaError, pl.exceptions.PanicException)
"""Errors of polars for missing, truncated or replaced files; damaged pages make it panic."""


@contextmanager
def refuse_damaged_files() -> Iterator[None]:
    """Turn read errors of damaged or missing files of a data set into a `UserError`."""
    try:
        yield
    except UNREADABLE as error:
        raise UserError(
            "The files of this data set are damaged or missing: {why}. Build it again from the same lines; only "
            "the damaged part is rebuilt.",
            why=(getattr(error, "strerror", None) or str(error)).split("\n")[0].rstrip("."),
        ) from error


@dataclass(frozen=True)
class LineStore:
    """Order lines on disk with precomputed aggregates, in place of a frame of lines.

    lines:     the order lines of one account, read by its row groups; None: of all accounts.
    cells:     one row per account and month, all months up to the given month number, of one account or (None) of all.
    features:  one row per account as of `features_as_of` over `features_months` (None: all months), precomputed.
    counts:    lines with an account, by month number.
    lines_without_account, amount_without_account: number of lines and money in ten-thousandths.
    rejected:  number of rejected rows.
    """

    lines: Callable[[int | None], pl.LazyFrame]
    cells: Callable[[int, int | None], pl.LazyFrame]
    features: pl.LazyFrame
    features_as_of: datetime.date
    features_months: int | None
    counts: Mapping[int, int]
    lines_without_account: int
    amount_without_account: int
    first_day: datetime.date
    last_day: datetime.date
    rejected: int = 0

    def require_month_end(self, as_of: datetime.date) -> None:
        """Refuse a date within a month: aggregates are by whole month."""
        if as_of < self.last_day and as_of != month_end(month_number(as_of)):
            raise UserError(
                "This data set is stored by month, so only month-end dates are available. Choose {day} "
                "instead of {as_of}.",
                day=month_end(month_number(as_of) - 1),
                as_of=as_of,
            )
