"""Two dates to compare: any month-ends of the data, at first those of the page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import streamlit as st

from kam_core.vocabulary.calendar import month_end
from pages.shell.page_context import PageContext

Pair = tuple[datetime.date, datetime.date]


def choose_dates(context: PageContext, key: str) -> Pair:
    """Ask for two dates and give them in order; a change of the page's own dates begins anew."""
    words, dates = context.words, comparable_dates(context)
    with st.container(horizontal=True, key=f"{key}_dates"):
        one = _choose(words.say("Compare"), dates, context.earlier_view.as_of, _key(context, key, "then"))
        other = _choose(words.say("with"), dates, context.view.as_of, _key(context, key, "now"))
    return min(one, other), max(one, other)


def chosen_dates(context: PageContext, key: str) -> Pair:
    """The dates of `choose_dates` wherever it stands on the page."""
    one = st.session_state.get(_key(context, key, "then"), context.earlier_view.as_of)
    other = st.session_state.get(_key(context, key, "now"), context.view.as_of)
    return min(one, other), max(one, other)


def comparable_dates(context: PageContext) -> list[datetime.date]:
    """The month-ends from the first month of the data to the date of the page, and the page's own two; last first."""
    start = context.dataset.first_month
    first = context.view.last_month if start is None else start
    ends = {month_end(month) for month in range(first, context.view.last_month)}
    return sorted(ends | {context.view.as_of, context.earlier_view.as_of}, reverse=True)


def _choose(label: str, dates: Sequence[datetime.date], first: datetime.date, key: str) -> datetime.date:
    return st.selectbox(
        label, dates, index=dates.index(first), format_func=lambda day: day.isoformat(), key=key, width=160
    )


def _key(context: PageContext, key: str, which: str) -> str:
    return f"{key}_{which}_{context.earlier_view.as_of}_{context.view.as_of}"
