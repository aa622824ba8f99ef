"""Context bar above every page: data set, as-of date, window and model, and the choices that change them."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.locale.languages import LANGUAGES, LanguageSpec
from kam_core.measures.line_counts import lines_in_view
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.measures.view_key import view_label
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.calendar import month_end, month_number, month_start
from kam_core.vocabulary.durations import months_earlier, months_text
from kam_core.vocabulary.message import Money
from kam_core.whatif.comparison import compare
from pages.shell.actor import show_welcome
from pages.shell.cache.store_cache import open_store
from pages.shell.navigation import PAGES
from pages.shell.page_context import PageContext
from pages.shell.purchase_definition_notice import show_definition_notice
from pages.shell.search.search_dialog import show_search
from pages.shell.sign_in import show_identity
from pages.shell.view_choices import ALL_MONTHS, WORKING_DAY, change_view, reader_language, view_choices
from pages.shell.workspace import workspace
from pages.widgets.choices import choose
from pages.widgets.escape import plain

WINDOWS: tuple[int | str, ...] = (3, 6, 12, 24, ALL_MONTHS)
COMPARE = (1, 3, 6, 12)
MOST_DATES = 60


def show_header(context: PageContext, draft: bool = True) -> None:
    """Show data set, accounts, currency, as-of date, window, model and draft, and the switches.

    `draft` is false on the what-if page, which shows the effects of the draft itself.
    """
    words = context.words
    left, right = st.columns([6, 3], vertical_alignment="center")
    with left:
        st.caption(_context_text(context, draft))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        show_search(context, [(words.say(title), name) for name, title in PAGES.items()], lambda owner: None)
        with st.popover(words.say("View"), icon=":material/tune:"):
            _show_choices(context)
        show_identity(words)
        show_language_switch()
    show_welcome(words)
    _show_notes(context)
    show_definition_notice(context, words)
    why_read_only = open_store().why_read_only
    if why_read_only is not None:
        st.warning(plain(words.say(why_read_only)), icon=":material/lock:")
    damage = open_store().damage
    if damage is not None:
        st.warning(plain(words.say(damage)), icon=":material/broken_image:")


def show_language_switch() -> None:
    """Show a button for the other language, or a list of buttons where there are several.

    The choice is saved in the workspace, so that a reload keeps it.
    """
    current = reader_language().spec
    others = [language for language in LANGUAGES.values() if language != current]
    if len(others) == 1:
        _language_button(others[0], others[0].short_name, "language_switch")
        return
    with st.popover(current.short_name, icon=":material/translate:"):
        for other in others:
            _language_button(other, other.name, f"language_switch_{other.code}")


def _language_button(language: LanguageSpec, label: str, key: str) -> None:
    st.button(label, key=key, help=language.name, on_click=change_view, kwargs={"language": language.code})


def _context_text(context: PageContext, draft: bool) -> str:
    words = context.words
    window = (
        words.say("all months")
        if context.view.window_months is None
        else words.say(months_text(context.view.window_months))
    )
    parts = [
        plain(words.say("Demo data") if workspace().dataset is None else context.dataset.name),
        words.say("{count} {count:account|accounts}", count=context.portfolio.accounts.height)
        if context.view.unit == "account"
        else words.say("{count} {count:group|groups}", count=context.portfolio.accounts.height),
        plain(context.dataset.currency or words.say("currency not given")),
        words.say("as of {day} ({window})", day=context.view.as_of, window=window),
        words.say("working day {day}", day=context.working_day),
        _model_text(context),
    ]
    if context.uses_home_bounds:
        parts.append(words.say("ranges of {view}", view=view_label(context.published.home)))
    if draft and context.changed:
        moved = compare(context.portfolio, context.draft).moved
        parts.append(words.say("your draft: {count} {count:account changes|accounts change} tier", count=moved))
    return " · ".join(parts)


def _model_text(context: PageContext) -> str:
    words, name, version = context.words, plain(context.words.say(context.published.name)), context.version
    if version is None or version.published_at is None:
        return words.say("model “{name}” published", name=name)
    day = version.published_at.date()
    return words.say("model “{name} v{number}” published {day}", name=name, number=version.number, day=day)


def _show_notes(context: PageContext) -> None:
    words = context.words
    counts = lines_in_view(context.dataset, context.view)
    notes = []
    if context.dataset.line_count == 0:
        notes.append(
            words.say("There are no orders yet: revenue, tiers and rhythm come with them. Bring them on the data page.")
        )
    if counts["after"]:
        notes.append(
            words.say(
                "{count} order {count:line is|lines are} later than this and not in this view.", count=counts["after"]
            )
        )
    start = context.dataset.first_month
    if start is not None and context.view.window_months is not None and start > context.view.first_month(start):
        notes.append(words.say("The data begin on {day}: this window is not full.", day=month_start(start)))
    if counts["without_account"]:
        notes.append(
            words.say(
                "{count} {count:line|lines} ({money}) {count:names|name} no account and {count:counts|count} for none.",
                count=counts["without_account"],
                money=Money(counts["without_account_amount"]),
            )
        )
    error = context.portfolio.matrix.rank_error
    if error:
        notes.append(
            words.say(
                "So many accounts are ranked by classes: points by rank are right to {error}.",
                error=words.percent(error, 3),
            )
        )
    if context.dataset.line_store is not None and context.dataset.line_store.rejected:
        notes.append(
            words.say(
                "{count} {count:row|rows} had no date or amount that could be read; the cube keeps {count:it|them} "
                "in a file whose name begins with rejected.",
                count=context.dataset.line_store.rejected,
            )
        )
    if notes:
        st.caption(" ".join(notes))


def _show_choices(context: PageContext) -> None:
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
    _ask_working_day(context)
    window = context.view.window_months or ALL_MONTHS
    choose(
        words.say("Window"),
        WINDOWS,
        lambda months: words.say("all months") if months == ALL_MONTHS else words.say(months_text(int(months))),
        "choose_window",
        words,
        first=window if window in WINDOWS else DEFAULT_WINDOW_MONTHS,
        on_change=lambda months: change_view(window=months),
    )
    choose(
        words.say("Compare with"),
        COMPARE,
        lambda months: words.say(months_earlier(months)),
        "choose_compare",
        words,
        first=context.compare_months,
        on_change=lambda months: change_view(compare=months),
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
            "What counts as today for entries, care and overdue actions. Blank: today while the data are fresh "
            "(at most 62 days old), else the as-of date; in the demo always the as-of date."
        ),
    )
