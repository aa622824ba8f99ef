"""Strip of Loyalty: expected loss of all, of those that may leave, of key accounts among them, and in two parts."""

from __future__ import annotations

from kam_core.insight.churn_risk.summary import RiskGroup, RiskSummary
from kam_core.vocabulary.message import Message
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.metrics import Metric, show_figure_grid
from pages.widgets.shown_figures import say_figures, show_figure

KEY = 2
"""The place of the figure that asks for a decision."""


def show_risk_strip(context: PageContext, summary: RiskSummary, line: float) -> None:
    """Show the five figures; the last two add up to the second."""
    words = context.words
    whole = words.say(
        "Expected loss, {count} customer", "Expected loss, {count} customers", "count", count=summary.living.accounts
    )
    labels: tuple[tuple[str, RiskGroup, Message], ...] = (
        (whole, summary.living, _share(summary.living)),
        (words.say("Risk of {line} or more", line=words.percent(line, 0)), summary.may_leave, _many(summary.may_leave)),
        (words.say("of these, key accounts"), summary.key, _of_key(summary)),
        (words.say("of these, gone quiet"), summary.quiet, _quiet(summary.quiet)),
        (words.say("of these, still buying"), summary.buying, _buying(summary.buying)),
    )
    metrics = [
        Metric(
            label, show_figure(words, "expected_loss", group.population, group.loss_figure.value),
            say_figures(words, below), figure_info(context, "expected_loss", _base(group, context)),
        )
        for label, group, below in labels
    ]  # fmt: skip
    show_figure_grid(metrics, "risk_strip", alarm=KEY if summary.key.accounts else None)


def _base(group: RiskGroup, context: PageContext) -> str:
    return context.words.say("{count} account", "{count} accounts", "count", count=group.accounts)


def _share(group: RiskGroup) -> Message:
    return Message("{share} of {stake} at stake", share=group.share_figure, stake=group.stake_figure)


def _many(group: RiskGroup) -> Message:
    return Message(
        "{count} account, {stake} at stake", "{count} accounts, {stake} at stake", "count",
        count=group.count_figure, stake=group.stake_figure,
    )  # fmt: skip


def _of_key(summary: RiskSummary) -> Message:
    return Message("{count} of {all} key accounts", count=summary.key.count_figure, all=summary.living_key.count_figure)


def _quiet(group: RiskGroup) -> Message:
    return Message(
        "{count} silent for twice its rhythm", "{count} silent for twice their rhythm", "count",
        count=group.count_figure,
    )  # fmt: skip


def _buying(group: RiskGroup) -> Message:
    return Message("{count} with other warnings", count=group.count_figure)
