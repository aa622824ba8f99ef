"""Data sets: rename, archive, restore; the place where everything is stored; backup."""

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
from pages.settings.action_button import action_button
from pages.settings.backup import show_backup
from pages.settings.fiscal_year import show_fiscal_year
from pages.settings.recurring_window import show_recurring_window
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_data_sets(words: Language) -> None:
    """Show every data set, active or archived, the form to change one, and where they are stored."""
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
        _show_one({data_set.id: data_set for data_set in data_sets}, words)
    else:
        st.info(words.say("No data set yet; you are viewing the demo data. Upload your own files on the Data page."))
    show_heading(words.say("Storage location"))
    _show_storage(words)
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
        return Message("empty (imports undone)")
    if data_set.archived:
        return Message("archived")
    return Message("in use") if data_set.id == data_set_id() else Message("available")


def _show_one(by_id: dict[str, DataSet], words: Language) -> None:
    store = open_store()
    show_heading(words.say("Change a data set"))
    first = data_set_id() if data_set_id() in by_id else next(iter(by_id))
    st.session_state.setdefault("value_which_book", first)
    # Two may have the same name: the time of the last change tells them apart.
    chosen = choose(
        words.say("Data set"), list(by_id), lambda key: f"{by_id[key].name} · {moment(by_id[key].changed_at)}",
        "which_book", words,
    )  # fmt: skip
    data_set = by_id[chosen]
    show_recurring_window(data_set, words)
    show_fiscal_year(data_set, words)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _rename(data_set, words)
        if data_set.archived and data_set.head is not None:
            action_button(
                words.say("Restore"),
                "restore_book",
                Action.ARCHIVE,
                lambda by: restore_dataset(store, data_set, by),
                Message("Restored to the list."),
                words,
            )
        if not data_set.archived:
            action_button(
                words.say("Archive"),
                "archive_book",
                Action.ARCHIVE,
                lambda by: archive_dataset(store, data_set, by),
                Message("Archived. No data were deleted."),
                words,
                help=words.say("Removes it from the list of data sets. No data are deleted."),
            )


def _rename(data_set: DataSet, words: Language) -> None:
    """Ask for the name. A typed name stays where somebody else renamed the data set meanwhile."""
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
        # A person who sees the error of a conflict has seen the new name, and may decide again.
        state[read] = data_set
        rename_dataset(open_store(), seen, name, by)

    message = Message("Renamed to {name}.", name=name)
    action_button(words.say("Rename"), "rename_book", Action.ARCHIVE, rename, message, words)


def _show_storage(words: Language) -> None:
    database = open_store().database
    facts = (
        (words.say("Folder"), str(database.home)),
        (words.say("Database"), words.say(database_kind(database.on_server))),
        (words.say("Schema version"), REVISION),
    )
    st.markdown("  \n".join(f"{label}: **{plain(value)}**" for label, value in facts))
    why_read_only = open_store().why_read_only
    st.caption(plain(words.say(why_read_only)) if why_read_only is not None else words.say("Saving works."))


def database_kind(on_server: bool) -> Message:
    """The kind of database; its address may contain a password and is not shown."""
    if on_server:
        return Message("PostgreSQL (set by KAM_DATABASE_URL)")
    return Message("SQLite (file in this folder)")
