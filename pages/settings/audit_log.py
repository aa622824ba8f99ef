"""Audit log: filter, table, download, and the check of its hash chain."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kam_core.locale.language import Language
from kam_core.reports.audit_list import LONGEST_CELL, about, action, audit_list
from kam_core.reports.export import table_bytes
from kam_core.store.audit import AuditEntry
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
    """Filter of the log; None and "" do not filter. The days are UTC, and both are included."""

    who: str | None = None
    action: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    text: str = ""


def show_log(words: Language) -> None:
    """Show the filters, the newest matching entries, the files, and the check."""
    newest = open_store().audit.entries(limit=1)
    if not newest:
        st.info(words.say("No entries yet. Imports, published models and decisions will be listed here."))
        return
    log_filter = _ask_filter(newest[0].hash, words)
    log_entries = entries(log_filter, words, SHOWN + 1)
    if log_entries:
        shown = audit_list(log_entries[:SHOWN], words.say).select("entry", "at", "who", "action", "about")
        show_rows(
            shown,
            "log",
            {
                "entry": words.say("Number"),
                "at": words.say("When"),
                "who": words.say("By"),
                "action": words.say("Event"),
                "about": words.say("Subject"),
            },
        )
        if len(log_entries) > SHOWN:
            st.caption(words.say("Latest {shown}; the downloads contain all matching entries.", shown=SHOWN))
    else:
        st.caption(words.say("No entries match. Remove a filter."))
    with st.container(horizontal=True):
        for file_format, mime in FORMATS.items():
            st.download_button(
                words.say("Save as {form}", form=file_format),
                data=lambda file_format=file_format: log_bytes(log_filter, file_format, words),  # type: ignore[misc]
                file_name=f"audit.{file_format}",
                mime=mime,
                key=f"log_{file_format}",
                on_click="ignore",
                disabled=not log_entries,
            )
        check = st.button(words.say("Verify the log"), key="verify_log", icon=":material/verified_user:")
    if check:
        _check_log(words)


def entries(log_filter: Filter, words: Language, limit: int | None = None) -> Sequence[AuditEntry]:
    """The matching entries, the newest first, at most `limit`; the text is searched in the list and in the details."""
    day, text = datetime.timedelta(days=1), log_filter.text.strip().casefold()
    log_entries = open_store().audit.entries(
        who=log_filter.who,
        action=log_filter.action,
        since=None if log_filter.since is None else _start_of_day(log_filter.since),
        until=None
        if log_filter.until is None
        else _start_of_day(log_filter.until + day) - datetime.timedelta(microseconds=1),
        limit=None if text else limit,
    )
    return [entry for entry in log_entries if text in _searched_text(entry, words)][:limit] if text else log_entries


def log_bytes(log_filter: Filter, file_format: str, words: Language) -> bytes:
    """All matching entries as a file, with all details."""
    longest = LONGEST_CELL if file_format == "xlsx" else None
    return table_bytes(audit_list(entries(log_filter, words), words.say, longest), file_format, "audit")


def _start_of_day(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _searched_text(entry: AuditEntry, words: Language) -> str:
    return " ".join((entry.subject, about(entry, words.say), str(dict(entry.details)))).casefold()


@st.cache_data(show_spinner=False, max_entries=4)
def _people(last: str) -> list[str]:
    """The people in the log; `last` is the hash of its newest entry."""
    return list(open_store().audit.people())


def _ask_filter(last: str, words: Language) -> Filter:
    with st.container(horizontal=True, vertical_alignment="bottom", key="log_filter"):
        anybody, anything = words.say("all people"), words.say("all actions")
        who = choose(
            words.say("By"),
            [None, *_people(last)],
            lambda person: anybody if person is None else actor_name(person, words.say),
            "log_who",
            words,
            width=170,
        )
        kind = choose(
            words.say("Event"),
            [None, *open_store().audit.actions()],
            lambda code: anything if code is None else action(code, words.say),
            "log_action",
            words,
            width=240,
        )
        since = st.date_input(words.say("From"), value=None, key="log_since", format="YYYY-MM-DD", width=150)
        until = st.date_input(words.say("To"), value=None, key="log_until", format="YYYY-MM-DD", width=150)
        text = st.text_input(
            words.say("Subject"), key="log_text", placeholder=words.say("account, model, file …"), width=220
        )
    return Filter(
        who,
        kind,
        since if isinstance(since, datetime.date) else None,
        until if isinstance(until, datetime.date) else None,
        text or "",
    )


def _check_log(words: Language) -> None:
    try:
        count = open_store().audit.verify()
        open_store().audit.compare()
    except UserError as error:
        show_error(error.message, words)
        return
    st.success(
        plain(
            words.say(
                "{count} entry; the log is complete and unchanged.",
                "{count} entries; the log is complete and unchanged.",
                "count",
                count=count,
            )
        )
    )
