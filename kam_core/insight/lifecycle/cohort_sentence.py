"""Sentences on cohorts: who still buys a year after the first purchase, and what the grid leaves out."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.insight.lifecycle.cohorts import Cohorts, quarter_text
from kam_core.vocabulary.message import Message, Share

YEAR_QUARTERS = 4


def cohort_answer(found: Cohorts) -> Message:
    """The shares four quarters after the quarter of the first purchase, over all cohorts that are so old."""
    year = found.means.filter(pl.col("since") == YEAR_QUARTERS)
    if year.is_empty():
        return Message("No cohort that began within the data is a year old yet.")
    row = year.row(0, named=True)
    buying = Message("A year after their first quarter {share} of the accounts still buy", share=Share(
        row["buying_share"]))  # fmt: skip
    if row["revenue_share"] is None:
        return Message("{sentence}.", sentence=buying)
    return Message("{sentence}, and bring {share} of its revenue.", sentence=buying, share=Share(row["revenue_share"]))


def cohort_note(found: Cohorts, as_of: datetime.date) -> list[Message]:
    """What the grid leaves out, and how revenue is compared."""
    notes = [Message("Revenue is compared with that of the quarter of the first purchase.")]
    if found.cells["open"].any():
        notes.append(Message("Hatched: the quarter is not over on {day}, so it is outside all means.", day=as_of))
    if found.first is not None and found.first in found.cells["cohort"]:
        notes.append(
            Message(
                "The data begin in {quarter}: its accounts may have bought before, so they are outside all means.",
                quarter=quarter_text(found.first),
            )
        )
    if found.earlier:
        notes.append(
            Message(
                "{count} earlier cohort is not shown.", "{count} earlier cohorts are not shown.", "count",
                count=found.earlier,
            )
        )  # fmt: skip
    return notes
