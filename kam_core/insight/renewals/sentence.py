"""Sentences of the renewal book: what ends soon, what is late, and what is left out."""

from __future__ import annotations

import polars as pl

from kam_core.insight.renewals.renewal_book import HORIZONS, NOT_STARTED, RenewalBook
from kam_core.vocabulary.message import Message, Money, ShownFigure


def renewal_sentence(book: RenewalBook) -> Message:
    """What is late, else what ends within the first horizon, and for how much of it nobody has begun a renewal."""
    late, soon = book.late, book.within(HORIZONS[0])
    if late.height:
        return Message(
            "{count} contract ended without a renewal, {money}. {then}",
            "{count} contracts ended without a renewal, {money}. {then}",
            "count",
            count=ShownFigure("renewals", "late", late.height), money=contract_money("late", late), then=_soon(soon),
        )  # fmt: skip
    return _soon(soon)


def contract_money(population: str, contracts: pl.DataFrame) -> ShownFigure:
    """The money on some contracts; unknown where none of them has any."""
    known = contracts["money"].drop_nulls()
    amount = None if contracts.height and not len(known) else Money(int(known.sum()))
    return ShownFigure("renewals_money", population, amount)


def left_out(book: RenewalBook) -> tuple[Message, ...]:
    """Contracts that are not in the list, and why."""
    parts = []
    if book.signed:
        parts.append(Message("{count} renewal is signed", "{count} renewals are signed", "count", count=book.signed))
    if book.later:
        parts.append(
            Message(
                "{count} contract ends in more than {days} days", "{count} contracts end in more than {days} days",
                "count", count=book.later, days=HORIZONS[-1],
            )
        )  # fmt: skip
    if book.lapsed:
        parts.append(
            Message(
                "{count} contract ended more than a year ago", "{count} contracts ended more than a year ago",
                "count", count=book.lapsed,
            )
        )  # fmt: skip
    if book.undated:
        parts.append(
            Message("{count} contract has no end date", "{count} contracts have no end date", "count",
                    count=book.undated)
        )  # fmt: skip
    return tuple(parts)


def _soon(soon: pl.DataFrame) -> Message:
    days = HORIZONS[0]
    if soon.is_empty():
        return Message("No contract ends in the next {days} days.", days=days)
    idle = soon.filter(pl.col("renewal") == NOT_STARTED)
    return Message(
        "{count} contract ends in the next {days} days, {money}; {idle} without a renewal in progress.",
        "{count} contracts end in the next {days} days, {money}; {idle} without a renewal in progress.",
        "count",
        count=ShownFigure("renewals", "90", soon.height), days=days, money=contract_money("90", soon),
        idle=ShownFigure("renewals", "90:not_started", idle.height),
    )  # fmt: skip
