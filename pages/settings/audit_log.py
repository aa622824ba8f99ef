"""The audit log: filtered, taken along as a file, and checked for changes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kam_core.locale.language import Language
from kam_core.reports.audit_list import LONGEST_CELL, about, action, audit_list
from kam_core.reports.export import table_bytes
from kam_core.store.audit import Entry
from kam_core.vocabulary.actor import actor_name
from kam_core.vocabulary.message import UserError
from pages.shell.cache.store_cache import open_store
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows

SHOWN = 200
FORMATS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Filter:
    """Which entries to see; None and "" let everything through. The days are UTC and both are included."""

    who: str | None = None
    action: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    text: str = ""


def show_log(words: Language) -> None:
    """Filters, the newest entries that fit, the files, and the check."""
    newest = open_store().audit.entries(limit=1)
    if not newest:
        st.info(words.say("The log is empty. Whatever somebody imports, publishes or decides will stand here."))
        return
    chosen = _ask(newest[0].hash, words)
    found = entries(chosen, words, SHOWN + 1)
    if found:
        shown = audit_list(found[:SHOWN], words.say).select("entry", "at", "who", "action", "about")
        show_rows(
            shown,
            "log",
            {
                "entry": words.say("Number"),
                "at": words.say("When"),
                "who": words.say("By"),
                "action": words.say("What"),
                "about": words.say("About"),
            },
        )
        if len(found) > SHOWN:
            st.caption(words.say("The newest {shown}. The files hold all that fit.", shown=SHOWN))
    else:
        st.caption(words.say("No entry fits. Choose less."))
    with st.container(horizontal=True):
        for form, mime in FORMATS.items():
            st.download_button(
                words.say("Save as {form}", form=form),
                data=lambda form=form: log_bytes(chosen, form, words),  # type: ignore[misc]
                file_name=f"audit.{form}",
                mime=mime,
                key=f"log_{form}",
                on_click="ignore",
                disabled=not found,
            )
        check = st.button(words.say("Check the log"), key="verify_log", icon=":material/verified_user:")
    if check:
        _check(words)


def entries(chosen: Filter, words: Language, most: int | None = None) -> Sequence[Entry]:
    """The entries that fit, the newest first, at most so many.

    The text is looked for in what the list shows and in the details.
    """
    day, text = datetime.timedelta(days=1), chosen.text.strip().casefold()
    found = open_store().audit.entries(
        who=chosen.who,
        action=chosen.action,
        since=None if chosen.since is None else _begin(chosen.since),
        until=None if chosen.until is None else _begin(chosen.until + day) - datetime.timedelta(microseconds=1),
        limit=None if text else most,
    )
    return [one for one in found if text in _searched(one, words)][:most] if text else found


def log_bytes(chosen: Filter, form: str, words: Language) -> bytes:
    """All entries that fit as a file, with everything that was written."""
    longest = LONGEST_CELL if form == "xlsx" else None
    return table_bytes(audit_list(entries(chosen, words), words.say, longest), form, "audit")


def _begin(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _searched(one: Entry, words: Language) -> str:
    return " ".join((one.subject, about(one, words.say), str(dict(one.details)))).casefold()


@st.cache_data(show_spinner=False, max_entries=4)
def _people(last: str) -> list[str]:
    """Everybody who stands in the log; `last` is the hash of its newest entry."""
    return list(open_store().audit.people())


def _ask(last: str, words: Language) -> Filter:
    with st.container(horizontal=True, vertical_alignment="bottom", key="log_filter"):
        anybody, anything = words.say("everybody"), words.say("everything")
        who = choose(
            words.say("By"),
            [None, *_people(last)],
            lambda one: anybody if one is None else actor_name(one, words.say),
            "log_who",
            words,
            width=170,
        )
        kind = choose(
            words.say("What"),
            [None, *open_store().audit.actions()],
            lambda one: anything if one is None else action(one, words.say),
            "log_action",
            words,
            width=240,
        )
        since = st.date_input(words.say("From"), value=None, key="log_since", format="YYYY-MM-DD", width=150)
        until = st.date_input(words.say("To"), value=None, key="log_until", format="YYYY-MM-DD", width=150)
        text = st.text_input(
            words.say("About"), key="log_text", placeholder=words.say("account, model, file …"), width=220
        )
    return Filter(
        who,
        kind,
        since if isinstance(since, datetime.date) else None,
        until if isinstance(until, datetime.date) else None,
        text or "",
    )


def _check(words: Language) -> None:
    try:
        count = open_store().audit.verify()
        open_store().audit.compare()
    except UserError as error:
        show_error(error.message, words)
        return
    st.success(plain(words.say("{count} {count:entry|entries}, chain unbroken.", count=count)))
