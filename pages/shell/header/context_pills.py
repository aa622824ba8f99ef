"""Context pills: data set, window, comparison, owner and currency, each with its choices behind it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.durations import months_earlier, months_text
from kam_core.vocabulary.message import Message
from pages.navigation.page_link import open_page
from pages.shell.cache import frame_cache, store_cache
from pages.shell.data_set.current import use_data_set
from pages.shell.owner_choice import choose_owner
from pages.shell.page_context import PageContext
from pages.shell.view_choices import ALL_MONTHS, WORKING_DAY, change_view, view_choices
from pages.shell.workspace import workspace
from pages.widgets.choices import choose
from pages.widgets.escape import plain

WINDOWS: tuple[int | str, ...] = (3, 6, 12, 24, ALL_MONTHS)
DIRECTLY_BEFORE, YEAR = 0, 12
COMPARE = (DIRECTLY_BEFORE, YEAR, 1, 3, 6)
MOST_DATES = 60
MOST_DATA_SETS = 20
"""Data sets in the menu; the Data screen lists all."""
_ALL_DATA_SETS = "all data sets"


def show_pills(context: PageContext, counts_owner: bool) -> None:
    """Show a pill for each part of the context; what is chosen is kept over screens and in the address.

    counts_owner: whether the screen counts the accounts of the chosen owner alone.
    """
    words = context.words
    with st.container(horizontal=True, key="pills", gap="small", vertical_alignment="center", width="content"):
        _data_set_pill(context)
        with st.popover(window_text(context), key="pill_window"):
            _show_window_choices(context)
        with st.popover(words.say(comparison_text(context)), key="pill_compare"):
            _show_comparison_choices(context)
        label = words.say("All owners") if context.owner is None or not counts_owner else context.owner
        with st.popover(plain(label), key="pill_owner", disabled=not counts_owner):
            _show_owner_choices(context)
        _currency_pill(context)


def window_text(context: PageContext) -> str:
    """The window in a few words, in the reader's language."""
    words, day = context.words, context.view.as_of
    if context.view.window_months is None:
        return words.say("all data to {day}", day=day)
    return words.say("{window} to {day}", window=months_text(context.view.window_months), day=day)


def comparison_text(context: PageContext) -> Message:
    """What the figures are compared with, in a few words."""
    window, months = context.view.window_months, context.chosen_months
    if months == YEAR and window != YEAR:
        return Message("vs the same period last year")
    if months not in (None, window) and window is not None:
        # Figures are compared with the window before; only tiers and stages are looked up at the chosen date.
        return Message(
            "vs the previous {window}, tiers {earlier}", window=months_text(window), earlier=months_earlier(months)
        )
    if window is None:
        return Message("vs {earlier}", earlier=months_earlier(context.compare_months))
    return Message("vs the previous {window}", window=months_text(window))


def _data_set_pill(context: PageContext) -> None:
    words = context.words
    names: Mapping[str, str] = {
        DEMO: words.say("Demo data"),
        **dict(list(store_cache.data_set_names().items())[:MOST_DATA_SETS]),
        _ALL_DATA_SETS: words.say("All data sets and uploads…"),
    }
    label = words.say("Demo data") if workspace().dataset is None else context.dataset.name
    chosen = st.menu_button(
        plain(label),
        [one for one in names if one != context.data_set],
        key="pill_data_set",
        format_func=lambda one: plain(names[one]),
        on_click=_use_chosen_data_set,
    )
    if chosen == _ALL_DATA_SETS:
        open_page("data")


def _use_chosen_data_set() -> None:
    chosen = st.session_state["pill_data_set"]
    if chosen is not None and chosen != _ALL_DATA_SETS:
        use_data_set(None if chosen == DEMO else chosen)


def _show_window_choices(context: PageContext) -> None:
    words = context.words
    last = month_number(context.dataset.last_day or context.view.as_of)
    first = last if context.dataset.first_month is None else context.dataset.first_month
    dates = [month_end(month) for month in range(last, max(first, last - MOST_DATES) - 1, -1)]
    if context.view.as_of not in dates:
        dates = sorted({*dates, context.view.as_of}, reverse=True)
    st.selectbox(
        words.say("As of"),
        dates,
        index=dates.index(context.view.as_of),
        format_func=lambda day: day.isoformat(),
        key="choose_as_of",
        on_change=lambda: change_view(as_of=st.session_state["choose_as_of"].isoformat()),
    )
    window = context.view.window_months or ALL_MONTHS
    choose(
        words.say("Window"),
        WINDOWS,
        lambda months: words.say("all data") if months == ALL_MONTHS else words.say(months_text(int(months))),
        "choose_window",
        words,
        first=window if window in WINDOWS else DEFAULT_WINDOW_MONTHS,
        on_change=lambda months: change_view(window=months),
    )
    st.segmented_control(
        words.say("Unit"),
        ["account", "group"],
        default=context.view.unit,
        required=True,
        format_func=lambda unit: words.say("Account") if unit == "account" else words.say("Group"),
        key="choose_unit",
        on_change=lambda: change_view(unit=st.session_state["choose_unit"]),
    )
    _ask_working_day(context)


def _show_comparison_choices(context: PageContext) -> None:
    words = context.words
    window = context.view.window_months
    options = [months for months in COMPARE if months != window]
    chosen = context.chosen_months
    choose(
        words.say("Compare with"),
        options,
        lambda months: _comparison_label(months, window, words),
        "choose_compare",
        words,
        first=chosen if chosen in options else DIRECTLY_BEFORE,
        on_change=lambda months: change_view(compare=months or None),
    )


def _comparison_label(months: int, window: int | None, words: Language) -> str:
    if months == DIRECTLY_BEFORE:
        if window is None:
            return words.say(months_earlier(YEAR))
        return words.say("the previous {window}", window=months_text(window))
    if months == YEAR:
        return words.say("the same period last year")
    return words.say("tiers and stages: {earlier}", earlier=months_earlier(months))


def _show_owner_choices(context: PageContext) -> None:
    words = context.words
    choose(
        words.say("Owner"),
        [None, *frame_cache.owners(context.dataset)],
        lambda owner: words.say("All owners") if owner is None else owner,
        "choose_owner",
        words,
        first=context.owner,
        on_change=choose_owner,
    )
    st.caption(words.say("The screens of Today, Accounts and Business count the accounts of this owner alone."))


def _currency_pill(context: PageContext) -> None:
    words = context.words
    st.caption(
        context.dataset.currency or words.say("no currency given"),
        help=words.say("All amounts are in the reporting currency of this data set."),
        width="content",
    )


def _ask_working_day(context: PageContext) -> None:
    words = context.words
    chosen = view_choices().get(WORKING_DAY)

    def save_day() -> None:
        day = st.session_state["choose_working_day"]
        change_view(**{WORKING_DAY: day.isoformat() if day else None})

    st.date_input(
        words.say("Working day"),
        value=datetime.date.fromisoformat(chosen) if chosen and context.data_set != DEMO else None,
        key="choose_working_day",
        format="YYYY-MM-DD",
        on_change=save_day,
        disabled=context.data_set == DEMO,
        help=words.say(
            "The date used as today for entries, care and overdue actions. Blank: the current date if the data "
            "are at most 62 days old, otherwise the as-of date (always in the demo)."
        ),
    )
