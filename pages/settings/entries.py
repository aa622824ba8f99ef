"""Entries of the data set in use: active, waiting and withdrawn ones, with withdraw and restore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kam_core.entries.entry_rows import waiting
from kam_core.locale.language import Language
from kam_core.reports.entry_list import entry_list
from kam_core.reports.export import table_bytes
from kam_core.services.access import Action
from kam_core.services.entries import restore, withdraw
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import Message
from pages.settings.action_button import action_button
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

SHOWN = 200


def show_entries(context: PageContext, words: Language) -> None:
    """Show the numbers of active and waiting entries, the newest ones, a file of all, and one to change."""
    entries = open_store().entries.of_data_set(context.data_set)
    if not entries:
        st.info(words.say("No entries in this data set yet. Add touches and plans on an account's page."))
        return
    waiting_reasons = {entry.row_id: entry.why for entry in waiting(context.dataset, entries)}
    active = [entry for entry in entries if entry.is_active]
    st.markdown(
        plain(
            words.say(
                "{count} entry in force, {waiting} of them waiting for an account or row that is not in the "
                "data; {withdrawn} withdrawn.",
                "{count} entries in force, {waiting} of them waiting for an account or row that is not in the "
                "data; {withdrawn} withdrawn.",
                "count",
                count=len(active),
                waiting=sum(entry.row_id in waiting_reasons for entry in active),
                withdrawn=len(entries) - len(active),
            )
        )
    )
    rows = entry_list(entries, waiting_reasons, words.say)
    labels = {
        "at": words.say("When"),
        "who": words.say("By"),
        "table": words.say("Table"),
        "row": words.say("Row"),
        "state": words.say("State"),
        "why": words.say("Why"),
        "said": words.say("Action"),
    }
    show_rows(rows.head(SHOWN).select(list(labels)), "entries", labels)
    if rows.height > SHOWN:
        st.caption(words.say("Latest {shown}; the downloads contain all matching entries.", shown=SHOWN))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            words.say("Save as {form}", form="csv"),
            data=lambda: table_bytes(rows, "csv"),
            file_name="entries.csv",
            mime="text/csv",
            key="entries_csv",
            on_click="ignore",
        )
        _show_actions(context, entries, rows.to_dicts(), words)


def _show_actions(
    context: PageContext, entries: Sequence[Entry], listed: Sequence[Mapping[str, str]], words: Language
) -> None:
    by_id = {entry.id: entry for entry in reversed(entries)}
    labels = {row["id"]: " · ".join((row["table"], row["who"], row["row"], row["said"])) for row in listed}
    chosen = choose(
        words.say("Choose an entry"),
        list(by_id)[:SHOWN],
        lambda entry: labels[str(entry)],
        "entry_chosen",
        words,
        width=420,
    )
    entry = by_id[str(chosen)]
    store = open_store()
    if entry.is_active:
        action_button(
            words.say("Withdraw"),
            f"withdraw_{entry.id}",
            Action.ENTRY,
            lambda by: withdraw(store, context.data_set, context.dataset, entry.id, by),
            Message("Entry withdrawn; the original value applies again."),
            words,
        )
    else:
        action_button(
            words.say("Restore entry"),
            f"restore_{entry.id}",
            Action.ENTRY,
            lambda by: restore(store, context.data_set, context.dataset, entry.id, by),
            Message("Entry restored."),
            words,
        )
