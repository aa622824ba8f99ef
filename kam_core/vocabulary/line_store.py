"""Order lines too many to hold: they stay on the disk, with what is kept ready of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.message import UserError

UNREADABLE = (OSError, pl.exceptions.ComputeError, pl.exceptions.SchemaError, pl.exceptions.PanicException)
"""What polars raises over a file that is gone, torn or another one; of torn pages it panics."""


@contextmanager
def reading_files() -> Iterator[None]:
    """Refuses, in a sentence, whatever breaks within because files of a data set are damaged or gone."""
    try:
        yield
    except UNREADABLE as error:
        raise UserError(
            "The files of this data set are damaged or gone: {why}. Build it again, from the same lines: only what is "
            "broken will be made anew.",
            why=(getattr(error, "strerror", None) or str(error)).split("\n")[0].rstrip("."),
        ) from error


@dataclass(frozen=True)
class Kept:
    """What a cube offers in place of a frame of lines.

    lines:     the order lines of one account, found without reading all; None: of all accounts.
    cells:     one row per account and month, all months up to the given month number, of one account or (None) of all.
    features:  one row per account as of `ready_as_of` over `ready_months` (None: all months), ready made.
    counts:    lines with an account, by month number.
    nameless:  lines that name no account, and their money in ten-thousandths.
    rejected:  rows that could not be taken.
    """

    lines: Callable[[int | None], pl.LazyFrame]
    cells: Callable[[int, int | None], pl.LazyFrame]
    features: pl.LazyFrame
    ready_as_of: datetime.date
    ready_months: int | None
    counts: Mapping[int, int]
    nameless: int
    nameless_amount: int
    first_day: datetime.date
    last_day: datetime.date
    rejected: int = 0

    def refuse_within_a_month(self, as_of: datetime.date) -> None:
        """Refuses a date within a month: only whole months are kept."""
        if as_of < self.last_day and as_of != month_end(month_number(as_of)):
            raise UserError(
                "This data set is kept by month and can be seen as of month-ends. Choose {day} instead of {as_of}.",
                day=month_end(month_number(as_of) - 1),
                as_of=as_of,
            )
