"""Headline and line of the lifecycle: who cools, what that puts at stake, and what moved since the earlier date."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.insight.lifecycle.analysis import StageMoves
from kam_core.vocabulary.message import Message, Money, ShownFigure


def lifecycle_answer(stages: pl.DataFrame) -> Message:
    """The headline, from the funnel: the accounts that cool, or how many buy steadily."""
    cooling, steady = _count(stages, "cooling"), _count(stages, "deepening") + _count(stages, "mature")
    if cooling:
        stake = ShownFigure("stake", "stage:cooling", Money(_sum(stages, "cooling", "stake")))
        return Message(
            "{count} account is cooling, {stake} at stake.",
            "{count} accounts are cooling, {stake} at stake.",
            "count",
            count=ShownFigure("stage_accounts", "stage:cooling", cooling), stake=stake,
        )  # fmt: skip
    if not steady:
        return Message("No account buys steadily yet.")
    return Message(
        "No account is cooling; {count} buys steadily.",
        "No account is cooling; {count} buy steadily.",
        "count",
        count=ShownFigure("stage_accounts", "stage:steady", steady),
    )  # fmt: skip


def lifecycle_line(stages: pl.DataFrame, moved: StageMoves | None, then: datetime.date, window: Message) -> Message:
    """The line below: who buys steadily with their revenue, and the moves since then (None: no data then)."""
    deepening = ShownFigure("stage_accounts", "stage:deepening", _count(stages, "deepening"))
    mature = ShownFigure("stage_accounts", "stage:mature", _count(stages, "mature"))
    steady = Money(_sum(stages, "deepening", "revenue") + _sum(stages, "mature", "revenue"))
    first = Message(
        "{deepening} deepening and {mature} mature accounts bring {steady} in {window}.",
        deepening=deepening, mature=mature, steady=ShownFigure("stage_revenue", "stage:steady", steady), window=window,
    )  # fmt: skip
    if moved is None:
        return Message("{first} {then}", first=first, then=Message("No data for {then} to compare with.", then=then))
    counts = {
        "new": ("first_purchases", moved.new), "advanced": ("advanced", moved.advanced),
        "recovered": ("recovered", moved.recovered), "slipped": ("slipped", moved.slipped),
        "cooled": ("cooled", moved.cooled),
    }  # fmt: skip
    second = Message(
        "Since {then}: first purchases {new}, advanced {advanced}, recovered {recovered}, slipped back {slipped}, "
        "cooled or ended {cooled}.",
        then=then,
        **{name: ShownFigure(figure, "all", value) for name, (figure, value) in counts.items()},
    )
    return Message("{first} {then}", first=first, then=second)


def lifecycle_population(stages: pl.DataFrame) -> Message:
    """The accounts that the screen counts: all that ever bought, and the prospects beside."""
    prospects = _count(stages, "prospect")
    bought = int(stages["accounts"].sum()) - prospects
    counted = Message(
        "{count} account has bought", "{count} accounts have bought", "count",
        count=ShownFigure("stage_accounts", "bought", bought),
    )  # fmt: skip
    if not prospects:
        return Message("{counted}.", counted=counted)
    return Message(
        "{counted}, {count} prospect has not yet.",
        "{counted}, {count} prospects have not yet.",
        "count",
        counted=counted, count=ShownFigure("stage_accounts", "stage:prospect", prospects),
    )  # fmt: skip


def _count(stages: pl.DataFrame, stage: str) -> int:
    return _sum(stages, stage, "accounts")


def _sum(stages: pl.DataFrame, stage: str, column: str) -> int:
    return int(stages.filter(pl.col("stage") == stage)[column].sum())
