"""Sentences about targets and landing: are we on target, and where will the year end."""

from __future__ import annotations

from kam_core.insight.targets.fiscal_results import FiscalResults
from kam_core.insight.targets.fiscal_year import YEAR
from kam_core.insight.targets.landing import Landing
from kam_core.vocabulary.calendar import month_end, month_start
from kam_core.vocabulary.durations import month_name, month_span
from kam_core.vocabulary.message import Message, Money, Rate, ShownFigure, Term

ALL = "all"


def year_span(found: FiscalResults) -> Message | Term:
    """The complete months of the fiscal year."""
    return _months(found.period.start, found.period.to_date)


def _months(first: int, last: int) -> Message | Term:
    """Months by name: one, or the first to the last."""
    return month_name(month_start(first)) if first == last else month_span(month_start(first), month_end(last))


def to_date_sentence(found: FiscalResults) -> Message:
    """The year to date against its target."""
    revenue = found.revenue
    if not found.period.months:
        return Message("There are no orders in the complete months of fiscal year {year}.", year=found.period.name)
    values: dict[str, object] = {
        "months": year_span(found),
        "year": found.period.name,
        "money": ShownFigure("year_to_date", ALL, Money(found.landing.earned)),
    }
    if revenue.share is None or revenue.target is None:
        return Message("{months} {year}: {money}, without a revenue target.", **values)
    values |= {
        "share": ShownFigure("year_target_share", ALL, Rate(revenue.share)),
        "target": ShownFigure("year_to_date_target", ALL, Money(revenue.target)),
    }
    if revenue.target_months < found.period.months:
        return Message(
            "{months} {year}: {money}. In the {count} month with a target it is {share} of {target}.",
            "{months} {year}: {money}. In the {count} months with a target it is {share} of {target}.",
            "count", count=revenue.target_months, **values,
        )  # fmt: skip
    return Message("{months} {year}: {money} is {share} of the target of {target}.", **values)


def landing_sentence(found: FiscalResults) -> Message:
    """Where the year ends by the first way that can be computed."""
    land, year = found.landing, found.period.name
    if not found.period.remaining:
        return Message("Fiscal year {year} is complete.", year=year)
    if land.by_pace is None:
        return Message("{year} cannot be projected: last year's months are missing.", year=year)
    money = ShownFigure("landing", ALL, Money(land.by_pace))
    if land.last_year is None:
        return Message("By last year's pattern {year} lands at {money}.", year=year, money=money)
    before = ShownFigure("fiscal_year_before", ALL, Money(land.last_year))
    return Message(
        "By last year's pattern {year} lands at {money}, after {before} the year before.",
        year=year, money=money, before=before,
    )  # fmt: skip


def way_notes(found: FiscalResults) -> tuple[Message, Message, Message]:
    """What each of the three ways rests on, or what it lacks: pace, deals, commits."""
    return _pace_note(found), _deals_note(found.landing), _commits_note(found.landing)


def _pace_note(found: FiscalResults) -> Message:
    factor, period = found.landing.pace_factor, found.period
    if not period.remaining:
        return Message("the year is complete")
    if factor is None:
        return Message("needs the same months of last year")
    rest = _months(period.to_date + 1 - YEAR, period.last - YEAR)
    return Message("last year's {months} × {factor}", months=rest, factor=f"{factor:.2f}")


def _deals_note(land: Landing) -> Message:
    if land.deals is None:
        return Message("needs a file of opportunities")
    return Message(
        "{count} deal, no repeat orders", "{count} deals, no repeat orders", "count",
        count=ShownFigure("landing_deals", ALL, land.deals.deals),
    )  # fmt: skip


def _commits_note(land: Landing) -> Message:
    one = land.commits
    if one.committed is None:
        return Message("no owner has given one")
    return Message(
        "{owners} of {all} owners, {months} of {of} months", owners=one.owners, all=one.of_owners,
        months=one.months, of=one.of_months,
    )  # fmt: skip


def deal_sentences(land: Landing) -> list[Message]:
    """What the weighted deals leave out, and what is not known of open orders."""
    deals = land.deals
    if deals is None:
        return []
    found = [Message("Open orders are not in the data; only deals are added.")]
    if deals.by_stage:
        found.append(
            Message(
                "{count} deal without a probability is weighted by the conversion of its stage.",
                "{count} deals without a probability are weighted by the conversion of their stage.",
                "count", count=deals.by_stage,
            )
        )  # fmt: skip
    if deals.slipped:
        found.append(
            Message(
                "{count} deal ({money}) is left out: its date has passed.",
                "{count} deals ({money}) are left out: their dates have passed.",
                "count", count=deals.slipped, money=Money(deals.slipped_money),
            )
        )  # fmt: skip
    if deals.left_out:
        found.append(
            Message(
                "{count} deal is left out: its amount, date or probability is missing.",
                "{count} deals are left out: amount, date or probability is missing.",
                "count", count=deals.left_out,
            )
        )  # fmt: skip
    return found


def accuracy_sentence(land: Landing) -> Message | None:
    """How earlier commits came out; None without any."""
    one = land.commits
    if one.accuracy is None or one.past is None or one.came is None:
        return None
    return Message(
        "Earlier commits: {past} promised, {came} came ({share}).",
        past=Money(one.past), came=Money(one.came), share=Rate(one.accuracy),
    )  # fmt: skip
