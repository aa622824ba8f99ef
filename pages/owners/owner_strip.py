"""Figures of one owner in a strip: revenue, target, attention, overdue purchases, and load against the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kam_core.insight.churn_risk.summary import LIVING
from kam_core.insight.owners.owner_list import OwnerList
from kam_core.vocabulary.message import Money, Rate
from pages.owners.owner_rows import others_of
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.metrics import Metric
from pages.widgets.shown_figures import show_figure

ALL = "all"


def owner_strip(row: Mapping[str, Any], listed: OwnerList, context: PageContext) -> list[Metric]:
    """The figures of the owner; what is not known is left out."""
    metrics = [
        _revenue(row, context), _target(row, context), _loss(row, context), _purchases(row, context),
        _accounts(row, listed, context),
        _minutes(row, listed, context),
    ]  # fmt: skip
    return [metric for metric in metrics if metric is not None]


def _revenue(row: Mapping[str, Any], context: PageContext) -> Metric:
    words = context.words
    return Metric(
        words.say("Revenue"),
        show_figure(words, "revenue", ALL, Money(row["revenue"])),
        info=figure_info(context, "revenue"),
    )


def _target(row: Mapping[str, Any], context: PageContext) -> Metric | None:
    words, target = context.words, row["target"]
    if not target:
        return None
    return Metric(
        words.say("Target reached"),
        show_figure(words, "target_share", ALL, Rate(row["target_revenue"] / target)),
        words.say("of {target}", target=show_figure(words, "target", ALL, Money(target))),
        figure_info(context, "target_share"),
    )


def _loss(row: Mapping[str, Any], context: PageContext) -> Metric | None:
    words = context.words
    if row["loss"] is None:
        return None
    return Metric(
        words.say("Expected loss"),
        show_figure(words, "expected_loss", LIVING, Money(row["loss"])),
        words.say("money at stake × risk to leave"),
        figure_info(context, "expected_loss"),
    )


def _purchases(row: Mapping[str, Any], context: PageContext) -> Metric:
    words = context.words
    stake = show_figure(words, "purchases_stake", "purchases_overdue", Money(row["purchases_stake"]))
    return Metric(
        words.say("Purchases overdue"),
        show_figure(words, "purchases_overdue", ALL, row["purchases_overdue"]),
        words.say("{money} at stake", money=stake),
        figure_info(context, "purchases_overdue"),
    )


def _accounts(row: Mapping[str, Any], listed: OwnerList, context: PageContext) -> Metric:
    words, others = context.words, others_of(listed, row["owner"])
    below = None
    if others.height:
        mean = show_figure(words, "owner_accounts_mean", ALL, round(float(str(others["accounts"].mean()))))
        below = words.say("others on average {mean}", mean=mean)
    value = show_figure(words, "accounts", ALL, row["accounts"])
    return Metric(words.say("Accounts"), value, below, figure_info(context, "owner_accounts_mean"))


def _minutes(row: Mapping[str, Any], listed: OwnerList, context: PageContext) -> Metric | None:
    words, known = context.words, others_of(listed, row["owner"])["minutes"].drop_nulls()
    if row["minutes"] is None and known.is_empty():
        return None
    below = None
    if len(known):
        mean = show_figure(words, "touch_minutes_mean", ALL, round(float(str(known.mean()))))
        below = words.say("others on average {mean}", mean=mean)
    value = show_figure(words, "touch_minutes", ALL, row["minutes"])
    return Metric(words.say("Minutes of touches"), value, below, figure_info(context, "touch_minutes"))
