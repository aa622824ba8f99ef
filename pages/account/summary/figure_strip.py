"""Strip of an account's key figures: revenue, margin, receivables, last contact, satisfaction."""

from __future__ import annotations

from kam_core.insight.account_summary.contact_interval import contact_interval, interval_factor
from kam_core.insight.account_summary.key_figures import KeyFigures
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.vocabulary.durations import months_text
from kam_core.vocabulary.figures import FIGURES
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Change, Message, Money, Points, Rate, ShownFigure
from pages.account.account_view import AccountView
from pages.shell.figure_info import figure_info
from pages.widgets.metrics import Metric, show_figure_grid
from pages.widgets.shown_figures import FigureText, figure_sentence, say_figures, show_figure

LONGEST_COMMENT = 24
HIGHEST = 5
"""The highest satisfaction."""
RECEIVABLES = 2
"""The place of the figure that may need a decision."""


def show_figure_strip(view: AccountView, figures: KeyFigures) -> None:
    """Show the five figures; an unknown one says what would fill it."""
    shown = (
        _revenue(view, figures), _margin(view, figures), _receivables(view, figures), _contact(view, figures),
        _satisfaction(view, figures),
    )  # fmt: skip
    show_figure_grid(shown, "account_strip", RECEIVABLES if figures.overdue else None)


def _metric(view: AccountView, label: str, value: FigureText, below: Message | None, info: str) -> Metric:
    return Metric(label, value, None if below is None else say_figures(view.words, below), info)


def _revenue(view: AccountView, figures: KeyFigures) -> Metric:
    words = view.words
    prior = None if figures.revenue_prior is None else view.figure("revenue_prior", Money(figures.revenue_prior))
    below: Message | None
    if prior is None:
        below = Message("no data for the previous period")
    elif not figures.revenue and not figures.revenue_prior:
        below = Message("no revenue in the previous period either")
    elif figures.growth is None:
        below = Message("from {before}", before=prior)
    else:
        below = Message("{change} from {before}", change=view.figure("growth", Change(figures.growth)), before=prior)
    return _metric(
        view,
        words.say("Revenue, {months}", months=months_text(view.context.months)),
        show_figure(words, "revenue", view.alone, Money(figures.revenue)),
        below,
        figure_info(view.context, "revenue", words.say("this account")),
    )


def _margin(view: AccountView, figures: KeyFigures) -> Metric:
    words, tier = view.words, view.profile.tier
    rate, median = figures.margin_rate, figures.tier_margin_rate
    if rate is None and not figures.revenue:
        below = Message("no revenue in this period")
    elif rate is None:
        below = Message("add margin or cost to the order lines")
    elif median is None or tier is None:
        below = None
    else:
        middle = ShownFigure("median_margin_rate", f"tier:{tier}", Rate(median))
        below = Message("median of {tier}: {rate}", tier=tier, rate=middle)
    return _metric(
        view,
        words.say("Margin rate"),
        show_figure(words, "margin_rate", view.alone, None if rate is None else Rate(rate)),
        below,
        words.say(MEASURES["margin_rate"].formula),
    )


def _receivables(view: AccountView, figures: KeyFigures) -> Metric:
    words = view.words
    balance = None if figures.open_balance is None else view.figure("open_balance", Money(figures.open_balance))
    limit = None if figures.credit_limit is None else view.figure("credit_limit", Money(figures.credit_limit))
    label, info = words.say("Receivables"), words.say(FIGURES["open_balance"].formula)
    if figures.overdue:
        days = view.figure("credit_days_overdue", figures.days_overdue)
        value = figure_sentence(words, Message("{days} day overdue", "{days} days overdue", "days", days=days))
        below = _balance(balance, limit)
        return _metric(view, label, value, below, info)
    known = Message("nothing overdue") if figures.days_overdue is not None else Message("days overdue unknown")
    if balance is None:
        missing = Message("add open balance and days overdue to the accounts")
        if figures.days_overdue is not None:
            return _metric(view, label, figure_sentence(words, known), Message("open balance unknown"), info)
        return _metric(view, label, show_figure(words, "open_balance", view.alone, None), missing, info)
    below = known if limit is None else Message("{state}; limit {limit}", state=known, limit=limit)
    return _metric(view, label, show_figure(words, "open_balance", view.alone, balance.value), below, info)


def _balance(balance: ShownFigure | None, limit: ShownFigure | None) -> Message | None:
    if balance is None:
        return Message("open balance unknown")
    if limit is None:
        return Message("{balance} open", balance=balance)
    return Message("{balance} open, limit {limit}", balance=balance, limit=limit)


def _contact(view: AccountView, figures: KeyFigures) -> Metric:
    words, last = view.words, figures.last_contact
    label, info = words.say("Last contact"), words.say(FIGURES["days_since_contact"].formula)
    tier = view.promised_tier
    factor = interval_factor(view.portfolio.accounts, view.account.row)
    interval = contact_interval(tier, view.profile.stage, view.context.document(CARE_CADENCE).value, factor)
    promise = None
    if interval is not None:
        every = ShownFigure("contact_interval", f"tier:{tier}" if factor == 1 else view.alone, interval)
        promise = Message("promised every {days} day", "promised every {days} days", "days", days=every)
    if last is None:
        below = Message("none recorded; note the first one") if promise is None else Message(
            "none recorded; {promise}", promise=promise
        )  # fmt: skip
        return _metric(view, label, show_figure(words, "days_since_contact", view.alone, None), below, info)
    days = view.figure("days_since_contact", last.days)
    value = figure_sentence(words, Message("{days} day ago", "{days} days ago", "days", days=days))
    below = (
        Message("{day}", day=view.day(last.on))
        if promise is None
        else Message("{day}; {then}", day=view.day(last.on), then=promise)
    )
    return _metric(view, label, value, below, info)


def _satisfaction(view: AccountView, figures: KeyFigures) -> Metric:
    words, survey = view.words, figures.last_survey
    label, info = words.say("Satisfaction"), words.say(MEASURES["satisfaction"].formula)
    if figures.satisfaction is None:
        below = (
            Message("no survey in 12 months, last on {day}", day=view.day(survey.on))
            if survey is not None
            else Message("no survey yet; add one to the feedback")
        )
        return _metric(view, label, show_figure(words, "satisfaction", view.alone, None), below, info)
    score = view.figure("satisfaction", Points(figures.satisfaction))
    most = ShownFigure("satisfaction_scale", "all", HIGHEST)
    value = figure_sentence(words, Message("{score} of {most}", score=score, most=most))
    if survey is None:
        return _metric(view, label, value, None, info)
    if survey.text is None:
        return _metric(view, label, value, Message("{day}", day=view.day(survey.on)), info)
    comment = survey.text if len(survey.text) <= LONGEST_COMMENT else survey.text[: LONGEST_COMMENT - 1] + "…"
    return _metric(view, label, value, Message("{day}: {then}", day=view.day(survey.on), then=comment), info)
