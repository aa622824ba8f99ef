"""Cards of the results screen: each figure with what it is compared with."""

from __future__ import annotations

from kam_core.insight.results.figures import Results
from kam_core.insight.revenue_bridge.bridge import Bridge
from kam_core.vocabulary.message import Message, Money, Rate, ShownFigure
from pages.navigation.page_link import TAB
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.metrics import Metric
from pages.widgets.shown_figures import FigureText, say_figures, show_figure

ALL = "all"
UP, DOWN, LEVEL = "▲", "▼", "="
COOLING = "was_or_is_key"
BRIDGE_TAB = "bridge"
"""The name of the tab with the accounts behind the revenue bridge."""


def result_cards(context: PageContext, found: Results, bridge: Bridge | None) -> list[Metric]:
    """Revenue, last three months, target, margin, revenue kept, and last the key accounts that cool."""
    cards = [_revenue(context, found), _last_three(context, found), _target(context, found), _margin(context, found)]
    return [*(card for card in cards if card is not None), _retained_revenue(context, bridge), _cooling(context, found)]


def _revenue(context: PageContext, found: Results) -> Metric:
    words = context.words
    if found.change is None or found.revenue_prior is None:
        change, below = None, words.say("no earlier period to compare")
    else:
        change = _change(context, "revenue_change", found.change)
        below = words.say("from {before}", before=_money(context, "revenue_prior", found.revenue_prior))
    return Metric(words.say("Revenue"), _money(context, "revenue", found.revenue), below,
                  figure_info(context, "revenue"), "accounts", change=change)  # fmt: skip


def _last_three(context: PageContext, found: Results) -> Metric:
    words, last = context.words, found.last_three
    change, below = None, words.say("needs six complete months")
    if last is not None and last.before is not None:
        months = words.month_span(last.before.start, last.before.end)
        if last.change is None:
            below = words.say(
                "{months}: {money}", months=months, money=_money(context, "three_before", last.before.amount)
            )
        else:
            change = _change(context, "last_three_change", last.change)
            below = words.say("on {months}", months=months)
    dates = None if last is None else (last.now.start, last.now.end)
    value = show_figure(words, "last_three", ALL, None if last is None else Money(last.now.amount))
    info = figure_info(context, "last_three", dates=dates)
    return Metric(words.say("Last three months"), value, below, info, "accounts", change=change)


def _target(context: PageContext, found: Results) -> Metric | None:
    reached, words = found.target, context.words
    if reached is None or reached.share is None:
        return None
    difference = _money(context, "target_difference", reached.difference)
    of = _money(context, "target", reached.target)
    months = show_figure(words, "target_months", ALL, reached.months)
    below = (
        words.say("of {target}, {months} of {all} months", target=of, months=months, all=reached.of_months)
        if reached.is_partial
        else words.say("of {target}", target=of)
    )
    signed = difference if reached.difference <= 0 else f"+{difference}"
    return Metric(words.say("Target reached"), show_figure(words, "target_share", ALL, Rate(reached.share)), below,
                  figure_info(context, "target_share"), "results", {TAB: "targets"}, signed)  # fmt: skip


def _margin(context: PageContext, found: Results) -> Metric:
    words = context.words
    value = show_figure(words, "margin", ALL, None if found.margin is None else Money(found.margin))
    change, below = None, words.say("no line with a margin")
    if found.margin_rate is not None:
        change = show_figure(words, "margin_rate", ALL, Rate(found.margin_rate))
        before = found.margin_rate_prior
        below = words.say("margin rate") if before is None else words.say(
            "before {rate}", rate=show_figure(words, "margin_rate_prior", ALL, Rate(before))
        )  # fmt: skip
    return Metric(words.say("Margin"), value, below, figure_info(context, "margin"), "accounts", change=change)


def _retained_revenue(context: PageContext, bridge: Bridge | None) -> Metric:
    """Retention without and with growth; unknown where the data do not cover the earlier window."""
    words = context.words
    customers = None if bridge is None or bridge.data_start is not None else bridge.retention
    gross, net = (None, None) if customers is None else (customers.gross, customers.net)
    change, below = None, words.say("no earlier period to compare")
    if net is not None:
        change, below = show_figure(words, "net_retention", ALL, Rate(net)), words.say("with growth")
    value = show_figure(words, "gross_retention", ALL, None if gross is None else Rate(gross))
    return Metric(words.say("Revenue kept"), value, below, figure_info(context, "gross_retention"), "results",
                  {TAB: BRIDGE_TAB}, change)  # fmt: skip


def _cooling(context: PageContext, found: Results) -> Metric:
    words, cooling = context.words, found.cooling
    count = ShownFigure("key_accounts_cooling", COOLING, cooling.accounts)
    below = say_figures(words, Message("{count} account, at stake", "{count} accounts, at stake", "count", count=count))
    if not cooling.accounts:
        below = words.say("none is cooling")
    return Metric(words.say("Key accounts cooling"), show_figure(words, "cooling_stake", COOLING, Money(cooling.stake)),
                  below, figure_info(context, "cooling_stake"), "loyalty")  # fmt: skip


def _money(context: PageContext, name: str, amount: int) -> FigureText:
    return show_figure(context.words, name, ALL, Money(amount))


def _change(context: PageContext, name: str, ratio: float) -> str:
    """An arrow and the size of a change."""
    size = show_figure(context.words, name, ALL, Rate(abs(ratio)))
    return f"{UP if ratio > 0 else DOWN if ratio < 0 else LEVEL} {size}"
