"""My book: a strip with revenue, target, last three months, contacts and open deals of the owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from kam_core.insight.attention.owner_book import FEWEST_DEALS, OwnerBook, months_needed, owner_book
from kam_core.insight.attention.policy import CONTACT_DAYS
from kam_core.vocabulary.message import Message, Money, Share
from kam_core.vocabulary.money import MONEY_SCALE
from pages.panels.attention import attention_sources
from pages.shell.cache import frame_cache
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.shown_figures import FigureText, show_figure


def show_my_book(context: PageContext) -> None:
    """Show the strip; what the data do not have is left out."""
    accounts = context.accounts
    history = frame_cache.history(
        context.dataset, context.view, months_needed(context.view.window_months), tuple(accounts["account"])
    )
    book = owner_book(accounts, history, attention_sources(context), context.owner, context.has_prior)
    shown = [_revenue(book, context), *_target(book, context), *_quarter(book, context), *_contact(book, context)]
    shown += _deals(book, context)
    with st.container(border=True, key="today_book"):
        for column, show in zip(st.columns(len(shown)), shown, strict=True):
            with column:
                show()


Shown = Callable[[], None]


def _metric(label: str, value: FigureText, below: str | None, change: float | None = None, **more: Any) -> Shown:
    """A metric whose line below begins with an arrow where something changed."""
    arrow: Literal["up", "down", "off"] = "off"
    if change is not None and round(change, 3):
        arrow = "up" if change > 0 else "down"

    def show() -> None:
        st.metric(label, value, below, delta_color="off", delta_arrow=arrow, **more)

    return show


def _revenue(book: OwnerBook, context: PageContext) -> Shown:
    words = context.words
    months = context.view.window_months
    label = (
        words.say("Revenue")
        if months is None
        else words.say("Revenue, {months} month", "Revenue, {months} months", "months", months=months)
    )
    return _metric(
        label,
        show_figure(words, "revenue", "all", Money(book.revenue)),
        _changed(book.change, book.revenue_prior, context),
        book.change,
        help=figure_info(context, "revenue"),
        chart_data=[month / MONEY_SCALE for month in book.months],
        chart_type="line",
    )


def _changed(change: float | None, before: int | None, context: PageContext) -> str | None:
    if change is None or before is None:
        return None
    return context.words.say("{change} from {before}", change=_size(change, context), before=Money(before))


def _size(change: float, context: PageContext) -> str:
    """The size of a change; its arrow says the direction."""
    return context.words.percent(abs(change), 1)


def _target(book: OwnerBook, context: PageContext) -> list[Shown]:
    if book.target is None or book.target_reached is None:
        return []
    words = context.words
    missing = book.target_revenue - book.target
    difference = ("+" if missing > 0 else "") + words.money(missing)
    return [
        _metric(
            words.say("Target reached"),
            show_figure(words, "book_target_reached", "all", Share(book.target_reached)),
            words.say("{difference} of {target}", difference=difference, target=Money(book.target)),
            help=figure_info(context, "book_target_reached"),
        )
    ]


def _quarter(book: OwnerBook, context: PageContext) -> list[Shown]:
    if (context.view.window_months or 12) < 3:
        return []
    return [
        _metric(
            context.words.say("Last three months"),
            show_figure(context.words, "book_quarter", "all", Money(book.quarter)),
            _changed(book.quarter_change, book.quarter_before, context),
            book.quarter_change,
            help=figure_info(context, "book_quarter"),
        )
    ]


def _contact(book: OwnerBook, context: PageContext) -> list[Shown]:
    if book.promised is None:
        return []
    words = context.words
    part = Message("{part} of {whole}", part=book.in_contact, whole=book.promised)
    return [
        _metric(
            words.say("Key accounts in contact"),
            show_figure(words, "book_in_contact", "key", part),
            words.say("S every {s} days, A every {a}", s=CONTACT_DAYS["S"], a=CONTACT_DAYS["A"]),
            help=figure_info(context, "book_in_contact"),
        )
    ]


def _deals(book: OwnerBook, context: PageContext) -> list[Shown]:
    if book.deals is None:
        return []
    words = context.words
    enough = book.deals >= FEWEST_DEALS
    part = book.deals if enough else Message("{part} of {whole}", part=book.deals, whole=FEWEST_DEALS)
    return [
        _metric(
            words.say("Open deals"),
            show_figure(words, "book_open_deals", "all", part),
            words.say(
                "{amount}, weighted {weighted}", amount=Money(book.deals_amount), weighted=Money(book.deals_weighted)
            ),
            help=figure_info(context, "book_open_deals"),
        )
    ]
