"""The data sets – rename, archive, restore – and where everything is kept."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.data_sets import archive_dataset, rename_dataset, restore_dataset
from kam_core.services.imports import LONGEST_NAME
from kam_core.store.data_sets import DataSet
from kam_core.store.database.schema import REVISION
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, moment
from pages.settings.action import act_button
from pages.settings.backup import show_backup
from pages.settings.recurring import show_recurring_window
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_data_sets(words: Language) -> None:
    """Every data set, in use or archived; one of them to change; where they are kept."""
    store = open_store()
    data_sets = [*store.data_sets.all(), *store.data_sets.all(archived=True)]
    if data_sets:
        show_rows(
            data_set_rows(data_sets, words),
            "books",
            {
                "name": words.say("Name"),
                "state": words.say("State"),
                "imports": words.say("Imports"),
                "who": words.say("By"),
                "at": words.say("When"),
            },
        )
        _one({data_set.id: data_set for data_set in data_sets}, words)
    else:
        st.info(words.say("No data set yet: you look at the demo. Bring your own files on the data page."))
    show_heading(words.say("Where all of this is kept"))
    _show_place(words)
    show_backup(words)


def data_set_rows(data_sets: Sequence[DataSet], words: Language) -> pl.DataFrame:
    """One row per data set: who changed it last and when."""
    imports = open_store().imports
    return pl.DataFrame(
        [
            {
                "name": data_set.name,
                "state": words.say(_state(data_set)),
                "imports": sum(one.undone_at is None for one in imports.list(data_set.id)),
                "who": data_set.changed_by,
                "at": moment(data_set.changed_at),
            }
            for data_set in data_sets
        ]
    )


def _state(data_set: DataSet) -> Message:
    if data_set.head is None:
        return Message("empty: its imports were undone")
    if data_set.archived:
        return Message("archived")
    return Message("in use here") if data_set.id == data_set_id() else Message("in the list")


def _one(by_id: dict[str, DataSet], words: Language) -> None:
    store = open_store()
    show_heading(words.say("Change one"))
    first = data_set_id() if data_set_id() in by_id else next(iter(by_id))
    st.session_state.setdefault("value_which_book", first)
    # Two may have one name: the moment of the last change tells them apart.
    chosen = choose(
        words.say("Data set"), list(by_id), lambda key: f"{by_id[key].name} · {moment(by_id[key].changed_at)}",
        "which_book", words,
    )  # fmt: skip
    data_set = by_id[chosen]
    show_recurring_window(data_set, words)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _rename(data_set, words)
        if data_set.archived and data_set.head is not None:
            act_button(
                words.say("Restore it"),
                "restore_book",
                Action.ARCHIVE,
                lambda by: restore_dataset(store, data_set, by),
                Message("It is in the list again."),
                words,
            )
        if not data_set.archived:
            act_button(
                words.say("Archive it"),
                "archive_book",
                Action.ARCHIVE,
                lambda by: archive_dataset(store, data_set, by),
                Message("It is out of the list. Everything in it is kept."),
                words,
                help=words.say("Takes it out of the list of data sets. Nothing is deleted."),
            )


def _rename(data_set: DataSet, words: Language) -> None:
    """The field for the name. It keeps what somebody typed where another renamed the data set meanwhile."""
    field, read = f"book_name_{data_set.id}", f"book_read_{data_set.id}"
    state = st.session_state
    if field not in state or state[field] == state[read].name:
        state[field], state[read] = data_set.name, data_set
    seen: DataSet = state[read]
    typed = st.text_input(words.say("Name"), key=field, max_chars=LONGEST_NAME, width=320)
    name = " ".join((typed or "").split())
    if not name or name == seen.name:
        return

    def rename(by: By) -> None:
        # Whoever is told that another was faster has seen the new name then, and may decide again.
        state[read] = data_set
        rename_dataset(open_store(), seen, name, by)

    said = Message("It is called {name} now.", name=name)
    act_button(words.say("Rename it"), "rename_book", Action.ARCHIVE, rename, said, words)


def _show_place(words: Language) -> None:
    database = open_store().database
    facts = (
        (words.say("Folder"), str(database.home)),
        (words.say("Database"), words.say(kind_of_database(database.on_server))),
        (words.say("Version of its tables"), REVISION),
    )
    st.markdown("  \n".join(f"{label}: **{plain(value)}**" for label, value in facts))
    why_not = open_store().why_read_only
    st.caption(plain(words.say(why_not)) if why_not is not None else words.say("Everything can be saved."))


def kind_of_database(on_server: bool) -> Message:
    """Which database holds the rows; its address may hold a password and is not shown."""
    if on_server:
        return Message("PostgreSQL, named by KAM_DATABASE_URL")
    return Message("SQLite, a file in the folder")
