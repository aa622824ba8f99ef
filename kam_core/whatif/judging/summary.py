"""Summary of the open questions: how many decide a tier, their money, and the marks given so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.insight.judging.progress import Progress, marks_given
from kam_core.vocabulary.message import Message, Money, Share, ShownFigure
from kam_core.whatif.judging.deciding_answers import DecidingAnswers, may_fall, may_rise

ROW = "row"
"""Column with the place of an account in the portfolio."""
DECIDING = "deciding"


@dataclass(frozen=True)
class JudgingSummary:
    """Figures of the active customers: `deciding` of them could change tier by one answer, with their revenue
    (ten-thousandths); key accounts that could fall, others that could become key; marks given by all and by key."""

    active: int
    key: int
    deciding: int
    revenue: int
    may_fall: int
    may_rise: int
    all_marks: Progress
    key_marks: Progress


def judging_summary(active: pl.DataFrame, found: DecidingAnswers, criteria: Sequence[str]) -> JudgingSummary:
    """Sum up the active customers, with `is_key`, `disqualified` and their place in the portfolio (`ROW`)."""
    rows = active[ROW].to_numpy()
    decides, key = found.decides[rows], active["is_key"].to_numpy()
    able = ~active["disqualified"].to_numpy().astype(bool)
    return JudgingSummary(
        active=active.height,
        key=int(key.sum()),
        deciding=int(decides.sum()),
        revenue=int(active["revenue"].to_numpy()[decides].sum()),
        may_fall=int(np.count_nonzero(may_fall(found)[rows] & key)),
        may_rise=int(np.count_nonzero(may_rise(found)[rows] & ~key & able)),
        all_marks=marks_given(active, criteria),
        key_marks=marks_given(active.filter("is_key"), criteria),
    )


def judging_answer(found: JudgingSummary) -> Message:
    """How many accounts one answer could move."""
    if not found.deciding:
        return Message("No single answer could change a tier.")
    return Message(
        "One answer could change the tier of {count} account.",
        "One answer could change the tier of {count} accounts.",
        "count",
        count=ShownFigure("deciding_accounts", "active", found.deciding),
    )


def judging_population(found: JudgingSummary) -> Message:
    """The active customers, and how many of their marks are given."""
    customers = Message(
        "{count} active customer", "{count} active customers", "count",
        count=ShownFigure("active_customers", "all", found.active),
    )  # fmt: skip
    return Message(
        "{customers}, {given} of {possible} marks given ({share});", customers=customers,
        **_figures("active", found.all_marks),
    )  # fmt: skip


def judging_line(found: JudgingSummary) -> Message:
    """The marks of the key accounts, and what the deciding answers are worth."""
    key = Message(
        "of {count} key account {marks}.", "of {count} key accounts {marks}.", "count",
        count=ShownFigure("key_accounts", "all", found.key), marks=_part("key", found.key_marks),
    )  # fmt: skip
    if not found.deciding:
        return key
    fall = Message(
        "{count} key account could fall", "{count} key accounts could fall", "count",
        count=ShownFigure("may_fall", "active", found.may_fall),
    )  # fmt: skip
    rise = Message(
        "{count} account could become key", "{count} accounts could become key", "count",
        count=ShownFigure("may_rise", "active", found.may_rise),
    )  # fmt: skip
    money = ShownFigure("deciding_revenue", DECIDING, Money(found.revenue))
    then = Message(
        "The {count} brings {revenue}: {fall}, {rise}.", "The {count} bring {revenue}: {fall}, {rise}.", "count",
        count=ShownFigure("deciding_accounts", "active", found.deciding), revenue=money, fall=fall, rise=rise,
    )  # fmt: skip
    return Message("{first} {then}", first=key, then=then)


def _part(population: str, progress: Progress) -> Message:
    return Message("{given} of {possible} ({share})", **_figures(population, progress))


def _figures(population: str, progress: Progress) -> dict[str, ShownFigure]:
    return {
        "given": ShownFigure("marks_given", population, progress.given),
        "possible": ShownFigure("marks_possible", population, progress.possible),
        "share": ShownFigure("marks_share", population, Share(progress.share)),
    }
