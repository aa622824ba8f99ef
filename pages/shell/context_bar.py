"""The line above every page: which data, as of when, under which model – and the choices that change it."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.locale.language import LANGUAGES
from kam_core.measures.line_counts import lines_in_view
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.measures.view_key import window_and_unit
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.calendar import month_end, month_number, month_start
from kam_core.vocabulary.durations import months_earlier, months_text
from kam_core.vocabulary.message import Money
from kam_core.whatif.comparison import compare
from pages.shell import cached, session
from pages.shell.actor import show_welcome
from pages.shell.definition_notice import show_definition_notice
from pages.shell.sign_in import show_identity
from pages.widgets.choices import choose
from pages.widgets.escape import plain

WINDOWS: tuple[int | str, ...] = (3, 6, 12, 24, session.ALL_MONTHS)
COMPARE = (1, 3, 6, 12)
MOST_DATES = 60


def show_header(desk: session.Desk, draft: bool = True) -> None:
    """Data set, accounts, currency, as-of date, window, model, draft; and the switches.

    `draft` is false on the page that moves the draft: it says itself, at every move, what changes.
    """
    words = desk.words
    left, right = st.columns([6, 3], vertical_alignment="center")
    with left:
        st.caption(_line(desk, draft))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        with st.popover(words.say("View"), icon=":material/tune:"):
            _choices(desk)
        show_identity(words)
        show_language_switch()
    show_welcome(words)
    _notes(desk)
    show_definition_notice(desk, words)
    why_not = cached.store().why_read_only
    if why_not is not None:
        st.warning(plain(words.say(why_not)), icon=":material/lock:")
    damage = cached.store().damage
    if damage is not None:
        st.warning(plain(words.say(damage)), icon=":material/broken_image:")


def show_language_switch() -> None:
    """English or Chinese; kept in the workspace, so that a reload stays in it."""
    code = session.language().code
    other = next(name for name in LANGUAGES if name != code)
    st.button(
        "中文" if other == "zh" else "EN",
        key="language_switch",
        help=LANGUAGES[other],
        on_click=session.keep_view,
        kwargs={"language": other},
    )


def _line(desk: session.Desk, draft: bool) -> str:
    words = desk.words
    window = (
        words.say("all months") if desk.view.window_months is None else words.say(months_text(desk.view.window_months))
    )
    parts = [
        plain(words.say("Demo data") if session.workspace().dataset is None else desk.dataset.name),
        words.say("{count} {count:account|accounts}", count=desk.portfolio.accounts.height)
        if desk.view.unit == "account"
        else words.say("{count} {count:group|groups}", count=desk.portfolio.accounts.height),
        plain(desk.dataset.currency or words.say("currency not given")),
        words.say("as of {day} ({window})", day=desk.view.as_of, window=window),
        words.say("working day {day}", day=desk.working_day),
        _model(desk),
    ]
    if desk.uses_home_bounds:
        parts.append(words.say("ranges of {view}", view=window_and_unit(desk.published.home)))
    if draft and desk.changed:
        moved = compare(desk.portfolio, desk.draft).moved
        parts.append(words.say("your draft: {count} {count:account changes|accounts change} tier", count=moved))
    return " · ".join(parts)


def _model(desk: session.Desk) -> str:
    words, name, kept = desk.words, plain(desk.words.say(desk.published.name)), desk.version
    if kept is None or kept.published_at is None:
        return words.say("model “{name}” published", name=name)
    day = kept.published_at.date()
    return words.say("model “{name} v{number}” published {day}", name=name, number=kept.number, day=day)


def _notes(desk: session.Desk) -> None:
    words = desk.words
    counts = lines_in_view(desk.dataset, desk.view)
    notes = []
    if desk.dataset.line_count == 0:
        notes.append(
            words.say("There are no orders yet: revenue, tiers and rhythm come with them. Bring them on the data page.")
        )
    if counts["after"]:
        notes.append(
            words.say(
                "{count} order {count:line is|lines are} later than this and not in this view.", count=counts["after"]
            )
        )
    start = desk.dataset.first_month
    if start is not None and desk.view.window_months is not None and start > desk.view.first_month(start):
        notes.append(words.say("The data begin on {day}: this window is not full.", day=month_start(start)))
    if counts["without_account"]:
        notes.append(
            words.say(
                "{count} {count:line|lines} ({money}) {count:names|name} no account and {count:counts|count} for none.",
                count=counts["without_account"],
                money=Money(counts["without_account_amount"]),
            )
        )
    error = desk.portfolio.matrix.rank_error
    if error:
        notes.append(
            words.say(
                "So many accounts are ranked by classes: points by rank are right to {error}.",
                error=words.percent(error, 3),
            )
        )
    if desk.dataset.line_store is not None and desk.dataset.line_store.rejected:
        notes.append(
            words.say(
                "{count} {count:row|rows} had no date or amount that could be read; the cube keeps {count:it|them} "
                "in a file whose name begins with rejected.",
                count=desk.dataset.line_store.rejected,
            )
        )
    if notes:
        st.caption(" ".join(notes))


def _choices(desk: session.Desk) -> None:
    words = desk.words
    last = month_number(desk.dataset.last_day or desk.view.as_of)
    first = last if desk.dataset.first_month is None else desk.dataset.first_month
    dates = [month_end(month) for month in range(last, max(first, last - MOST_DATES) - 1, -1)]
    if desk.view.as_of not in dates:
        dates = sorted({*dates, desk.view.as_of}, reverse=True)
    st.selectbox(
        words.say("As of"),
        dates,
        index=dates.index(desk.view.as_of),
        format_func=lambda day: day.isoformat(),
        key="choose_as_of",
        on_change=lambda: session.keep_view(as_of=st.session_state["choose_as_of"].isoformat()),
    )
    _ask_working_day(desk)
    window = desk.view.window_months or session.ALL_MONTHS
    choose(
        words.say("Window"),
        WINDOWS,
        lambda n: words.say("all months") if n == session.ALL_MONTHS else words.say(months_text(int(n))),
        "choose_window",
        words,
        first=window if window in WINDOWS else DEFAULT_WINDOW_MONTHS,
        on_change=lambda n: session.keep_view(window=n),
    )
    choose(
        words.say("Compare with"),
        COMPARE,
        lambda n: words.say(months_earlier(n)),
        "choose_compare",
        words,
        first=desk.compare_months,
        on_change=lambda n: session.keep_view(compare=n),
    )
    st.segmented_control(
        words.say("Unit"),
        ["account", "group"],
        default=desk.view.unit,
        required=True,
        format_func=lambda unit: words.say("Account") if unit == "account" else words.say("Group"),
        key="choose_unit",
        on_change=lambda: session.keep_view(unit=st.session_state["choose_unit"]),
    )


def _ask_working_day(desk: session.Desk) -> None:
    words = desk.words
    chosen = session.choices_made().get(session.WORKING_DAY)

    def keep() -> None:
        day = st.session_state["choose_working_day"]
        session.keep_view(**{session.WORKING_DAY: day.isoformat() if day else None})

    st.date_input(
        words.say("Working day"),
        value=datetime.date.fromisoformat(chosen) if chosen and desk.book != DEMO else None,
        key="choose_working_day",
        format="YYYY-MM-DD",
        on_change=keep,
        disabled=desk.book == DEMO,
        help=words.say(
            "What counts as today for entries, care and overdue actions. Blank: today while the data are fresh "
            "(at most 62 days old), else the as-of date; in the demo always the as-of date."
        ),
    )
