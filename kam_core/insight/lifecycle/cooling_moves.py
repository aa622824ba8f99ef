"""Moves into cooling and ended between two dates, and what became of the accounts that were cooling."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.insight.lifecycle.analysis import Transitions
from kam_core.vocabulary.message import Message


@dataclass(frozen=True)
class CoolingMoves:
    """Accounts: `cooled` and `ended` since the earlier date, `new` of them without a purchase then; `cooling_then`, and
    of these `then_ended`, `came_back`, `still_cool`."""

    cooled: int
    ended: int
    new: int
    cooling_then: int
    then_ended: int
    came_back: int
    still_cool: int


def cooling_moves(change: Transitions) -> CoolingMoves:
    """Count the moves."""
    then, now = pl.col("stage_then").cast(pl.String), pl.col("stage_now").cast(pl.String)

    def count(condition: pl.Expr) -> int:
        return int(change.frame.filter(condition.fill_null(True))["accounts"].sum())

    was_cooling = then.eq_missing(pl.lit("cooling"))
    return CoolingMoves(
        cooled=count((now == "cooling") & ~was_cooling),
        ended=count((now == "ended") & ~then.eq_missing(pl.lit("ended"))),
        new=count(now.is_in(["cooling", "ended"]) & (then.is_null() | (then == "prospect"))),
        cooling_then=count(was_cooling),
        then_ended=count(was_cooling & (now == "ended")),
        came_back=count(was_cooling & ~now.is_in(["cooling", "ended"])),
        still_cool=count(was_cooling & (now == "cooling")),
    )


def cooling_answer(moved: CoolingMoves) -> Message:
    """The part of the caption that stands in bold."""
    moves = Message("{cooled} turned cooling, {ended} ended", cooled=moved.cooled, ended=moved.ended)
    if not moved.new:
        return Message("{cooled} turned cooling, {ended} ended.", cooled=moved.cooled, ended=moved.ended)
    # Elsewhere these count as first purchases: said, so that both screens add up.
    return Message("{moves} ({new} of them first bought since).", moves=moves, new=moved.new)


def cooling_line(moved: CoolingMoves, then: datetime.date) -> Message | None:
    """What became of those that were cooling; None where none was."""
    if not moved.cooling_then:
        return None
    return Message(
        "Of the {count} cooling on {then} {ended} ended, {back} came back, {still} still cool.",
        count=moved.cooling_then, then=then, ended=moved.then_ended, back=moved.came_back, still=moved.still_cool,
    )  # fmt: skip
