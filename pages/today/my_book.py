"""My book: a strip with revenue, target, last three months, contacts and open deals of the owner."""

from __future__ import annotations

import polars as pl

from kam_core.insight.attention.owner_book import FEWEST_DEALS, OwnerBook, months_needed, owner_book
from kam_core.insight.results.last_three_months import last_three_months
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.message import Change, Money, Rate, ShownFigure
from kam_core.vocabulary.money import MONEY_SCALE
from pages.panels.attention import attention_policy, attention_sources
from pages.shell.cache import frame_cache
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.metrics import Metric, show_strip
from pages.widgets.shown_figures import show_figure, show_part


def show_my_book(context: PageContext) -> None:
    """Show the strip; what the data do not have is left out."""
    accounts = context.accounts
    history = frame_cache.history(
        context.dataset, context.view, months_needed(context.view.window_months), tuple(accounts["account"])
    )
    book = owner_book(
        accounts, history, attention_sources(context), context.owner, context.has_prior,
        attention_policy(context), last_day=context.dataset.last_day,
    )  # fmt: skip
    metrics = [
        _revenue(book, context),
        _target(book, context),
        _last_three(accounts["account"], context),
        _contact(book, context),
        _deals(book, context),
    ]
    show_strip([metric for metric in metrics if metric is not None], "today_book")


def _revenue(book: OwnerBook, context: PageContext) -> Metric:
    words, months = context.words, context.view.window_months
    return Metric(
        words.say("Revenue")
        if months is None
        else words.say("Revenue, {months} month", "Revenue, {months} months", "months", months=months),
        show_figure(words, "revenue", "all", Money(book.revenue)),
        _before(book.change, book.revenue_prior, context),
        figure_info(context, "revenue"),
        change=None if book.change is None else words.show(Change(book.change)),
        chart=[month / MONEY_SCALE for month in book.months],
    )


def _before(change: float | None, before: int | None, context: PageContext) -> str | None:
    return None if change is None or before is None else context.words.say("from {before}", before=Money(before))


def _target(book: OwnerBook, context: PageContext) -> Metric | None:
    if book.target is None or book.target_reached is None:
        return None
    words = context.words
    missing = book.target_revenue - book.target
    return Metric(
        words.say("Target reached"),
        show_figure(words, "target_share", "all", Rate(book.target_reached)),
        words.say("of {target}", target=Money(book.target)),
        figure_info(context, "target_share"),
        change=("+" if missing > 0 else "") + words.money(missing),
    )


def _last_three(accounts: pl.Series, context: PageContext) -> Metric:
    """The last three complete months, as Results counts them."""
    words = context.words
    totals = frame_cache.totals_by_month(context.dataset, context.view, accounts, context.population)
    last = last_three_months(totals, last_complete_month(context.view.as_of, context.dataset.last_day))
    change = None if last is None else last.change
    before = None if last is None or last.before is None else last.before.amount
    return Metric(
        words.say("Last three months"),
        show_figure(words, "last_three", "all", None if last is None else Money(last.now.amount)),
        words.say("needs six complete months") if change is None else _before(change, before, context),
        figure_info(context, "last_three", dates=None if last is None else (last.now.start, last.now.end)),
        change=None if change is None else words.show(Change(change)),
    )


def _contact(book: OwnerBook, context: PageContext) -> Metric | None:
    if book.promised is None:
        return None
    words, promised = context.words, attention_policy(context).contact_days
    return Metric(
        words.say("S and A in contact"),
        show_part(
            words,
            ShownFigure("book_in_contact", "key", book.in_contact),
            ShownFigure("book_promised", "key", book.promised),
        ),
        words.say("S every {s} days, A every {a}", s=promised.get("S", "–"), a=promised.get("A", "–")),
        figure_info(context, "book_in_contact"),
    )


def _deals(book: OwnerBook, context: PageContext) -> Metric | None:
    if book.deals is None:
        return None
    words = context.words
    deals = ShownFigure("book_open_deals", "all", book.deals)
    return Metric(
        words.say("Open deals"),
        show_figure(words, deals.name, deals.population, deals.value)
        if book.deals >= FEWEST_DEALS
        else show_part(words, deals, ShownFigure("book_least_deals", "all", FEWEST_DEALS)),
        words.say(
            "{amount}, weighted {weighted}",
            amount=words.maybe_money(book.deals_amount),
            weighted=words.maybe_money(book.deals_weighted),
        ),
        figure_info(context, "book_open_deals"),
    )
