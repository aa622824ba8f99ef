"""Data sets: rename, archive, restore; the place where everything is stored; backup."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.data_sets import archive_dataset, rename_dataset, restore_dataset
from kam_core.services.imports import LONGEST_NAME
from kam_core.store.data_sets import Book
from kam_core.store.database.schema import REVISION
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, moment
from pages.settings.action_button import action_button
from pages.settings.backup import show_backup
from pages.settings.recurring_window import show_recurring_window
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_books(words: Language) -> None:
    """Show every data set, active or archived, the form to change one, and where they are stored."""
    store = open_store()
    books = [*store.books.all(), *store.books.all(archived=True)]
    if books:
        show_rows(
            book_rows(books, words),
            "books",
            {
                "name": words.say("Name"),
                "state": words.say("State"),
                "imports": words.say("Imports"),
                "who": words.say("By"),
                "at": words.say("When"),
            },
        )
        _show_one({book.id: book for book in books}, words)
    else:
        st.info(words.say("No data set yet: you look at the demo. Bring your own files on the data page."))
    show_heading(words.say("Where all of this is kept"))
    _show_storage(words)
    show_backup(words)


def book_rows(books: Sequence[Book], words: Language) -> pl.DataFrame:
    """One row per data set: who changed it last and when."""
    imports = open_store().imports
    return pl.DataFrame(
        [
            {
                "name": book.name,
                "state": words.say(_state(book)),
                "imports": sum(one.undone_at is None for one in imports.list(book.id)),
                "who": book.changed_by,
                "at": moment(book.changed_at),
            }
            for book in books
        ]
    )


def _state(book: Book) -> Message:
    if book.head is None:
        return Message("empty: its imports were undone")
    if book.archived:
        return Message("archived")
    return Message("in use here") if book.id == data_set_id() else Message("in the list")


def _show_one(by_id: dict[str, Book], words: Language) -> None:
    store = open_store()
    show_heading(words.say("Change one"))
    first = data_set_id() if data_set_id() in by_id else next(iter(by_id))
    st.session_state.setdefault("value_which_book", first)
    # Two may have the same name: the time of the last change tells them apart.
    chosen = choose(
        words.say("Data set"), list(by_id), lambda key: f"{by_id[key].name} · {moment(by_id[key].changed_at)}",
        "which_book", words,
    )  # fmt: skip
    book = by_id[chosen]
    show_recurring_window(book, words)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _rename(book, words)
        if book.archived and book.head is not None:
            action_button(
                words.say("Restore it"),
                "restore_book",
                Action.ARCHIVE,
                lambda by: restore_dataset(store, book, by),
                Message("It is in the list again."),
                words,
            )
        if not book.archived:
            action_button(
                words.say("Archive it"),
                "archive_book",
                Action.ARCHIVE,
                lambda by: archive_dataset(store, book, by),
                Message("It is out of the list. Everything in it is kept."),
                words,
                help=words.say("Takes it out of the list of data sets. Nothing is deleted."),
            )


def _rename(book: Book, words: Language) -> None:
    """Ask for the name. A typed name stays where somebody else renamed the data set meanwhile."""
    field, read = f"book_name_{book.id}", f"book_read_{book.id}"
    state = st.session_state
    if field not in state or state[field] == state[read].name:
        state[field], state[read] = book.name, book
    seen: Book = state[read]
    typed = st.text_input(words.say("Name"), key=field, max_chars=LONGEST_NAME, width=320)
    name = " ".join((typed or "").split())
    if not name or name == seen.name:
        return

    def rename(by: By) -> None:
        # A person who sees the error of a conflict has seen the new name, and may decide again.
        state[read] = book
        rename_dataset(open_store(), seen, name, by)

    message = Message("It is called {name} now.", name=name)
    action_button(words.say("Rename it"), "rename_book", Action.ARCHIVE, rename, message, words)


def _show_storage(words: Language) -> None:
    database = open_store().database
    facts = (
        (words.say("Folder"), str(database.home)),
        (words.say("Database"), words.say(database_kind(database.on_server))),
        (words.say("Version of its tables"), REVISION),
    )
    st.markdown("  \n".join(f"{label}: **{plain(value)}**" for label, value in facts))
    why_read_only = open_store().why_read_only
    st.caption(plain(words.say(why_read_only)) if why_read_only is not None else words.say("Everything can be saved."))


def database_kind(on_server: bool) -> Message:
    """The kind of database; its address may contain a password and is not shown."""
    if on_server:
        return Message("PostgreSQL, named by KAM_DATABASE_URL")
    return Message("SQLite, a file in the folder")
