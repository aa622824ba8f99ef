"""Everything that people entered into the data set in use: what counts, what waits, and what was withdrawn."""

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
from pages.settings.action import act_button
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

SHOWN = 200


def show_entries(context: PageContext, words: Language) -> None:
    """How many count and wait; the list, the newest first; a file of all; and one to withdraw or to restore."""
    entries = open_store().entries.of_data_set(context.data_set)
    if not entries:
        st.info(
            words.say("Nobody entered anything into this data set yet. Touches and plans are on an account's page.")
        )
        return
    waits = {one.row_id: one.why for one in waiting(context.dataset, entries)}
    standing = [one for one in entries if one.is_active]
    st.markdown(
        plain(
            words.say(
                "{count} {count:entry stands|entries stand}; {waiting} of them {waiting:waits|wait} for an account "
                "or a row that is not in the data now; {withdrawn} {withdrawn:was|were} withdrawn.",
                count=len(standing),
                waiting=sum(one.row_id in waits for one in standing),
                withdrawn=len(entries) - len(standing),
            )
        )
    )
    rows = entry_list(entries, waits, words.say)
    labels = {
        "at": words.say("When"),
        "who": words.say("By"),
        "table": words.say("Table"),
        "row": words.say("Row"),
        "state": words.say("State"),
        "why": words.say("Why"),
        "said": words.say("What"),
    }
    show_rows(rows.head(SHOWN).select(list(labels)), "entries", labels)
    if rows.height > SHOWN:
        st.caption(words.say("The newest {shown}. The files hold all that fit.", shown=SHOWN))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            words.say("Save as {form}", form="csv"),
            data=lambda: table_bytes(rows, "csv"),
            file_name="entries.csv",
            mime="text/csv",
            key="entries_csv",
            on_click="ignore",
        )
        _act(context, entries, rows.to_dicts(), words)


def _act(context: PageContext, entries: Sequence[Entry], listed: Sequence[Mapping[str, str]], words: Language) -> None:
    by_id = {one.id: one for one in reversed(entries)}
    named = {row["id"]: " · ".join((row["table"], row["who"], row["row"], row["said"])) for row in listed}
    chosen = choose(
        words.say("Which entry"),
        list(by_id)[:SHOWN],
        lambda one: named[str(one)],
        "entry_chosen",
        words,
        width=420,
    )
    entry = by_id[str(chosen)]
    store = open_store()
    if entry.is_active:
        act_button(
            words.say("Withdraw"),
            f"withdraw_{entry.id}",
            Action.ENTRY,
            lambda by: withdraw(store, context.data_set, context.dataset, entry.id, by),
            Message("The entry was withdrawn; what it lay over counts again."),
            words,
        )
    else:
        act_button(
            words.say("Let it count again"),
            f"restore_{entry.id}",
            Action.ENTRY,
            lambda by: restore(store, context.data_set, context.dataset, entry.id, by),
            Message("The entry counts again."),
            words,
        )
