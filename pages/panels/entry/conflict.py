"""Edit conflict: both versions of a row that somebody else changed meanwhile, and a choice between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.entries.entry_text import key_labels
from kam_core.entries.row_keys import key_of
from kam_core.entries.table_overlay import ACCOUNT
from kam_core.entries.values import EntryError, checked
from kam_core.locale.language import Language
from kam_core.services import entries
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry.open_form import LastAction, OpenForm, close_form, last_actions
from pages.panels.entry.value_text import value_text
from pages.shell.actor import by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error


def show_conflict(form: OpenForm, context: PageContext, close: Callable[[str], None] = close_form) -> None:
    """Show who changed the row and when, their values and those typed here; close: ends the form of a table."""
    assert form.conflict is not None
    words, table, conflict = context.words, TABLES[form.table], form.conflict
    gone = not isinstance(conflict.theirs, Entry)
    theirs, unsaved_values = _current_row(form, context), _valid_values(form, context)
    same = theirs is not None and all(theirs.values.get(name) == value for name, value in unsaved_values.items())
    with st.container(border=True, key=form.key("conflict")):
        st.markdown(f"**{plain(_row_text(form, words))}**")
        if gone:
            message = Message("{by} withdrew this at {at} while you were editing.", by=conflict.by, at=conflict.at)
        elif same:
            message = Message("{by} entered the same values at {at}.", by=conflict.by, at=conflict.at)
        else:
            message = Message("{by} changed this at {at} while you were editing.", by=conflict.by, at=conflict.at)
        (st.info if same else st.warning)(plain(words.say(message)))
        for name, value in unsaved_values.items():
            field = table.field(name)
            their_text = value_text(table, field, None if theirs is None else theirs.values.get(name), words)
            st.markdown(
                words.say(
                    "{field}: their value {theirs}, your value {mine}",
                    field=plain(words.say(field.label)),
                    theirs=f"**{plain(their_text)}**",
                    mine=f"**{plain(value_text(table, field, value, words))}**",
                )
            )
        if form.error is not None:
            show_error(form.error, words)
        with st.container(horizontal=True):
            if theirs is not None and not same:
                st.button(
                    words.say("Use mine"),
                    key=form.key("mine"),
                    on_click=_save_mine,
                    args=(form, theirs, context, close),
                )
            st.button(words.say("Keep theirs"), key=form.key("theirs"), on_click=close, args=(form.table,))


def _row_text(form: OpenForm, words: Language) -> str:
    """The key of the row as the person opened it; the row itself is not shown beside the form."""
    assert form.row is not None
    table = TABLES[form.table]
    return " · ".join(key_labels(table, key_of(table, form.row.values), words.say))


def _current_row(form: OpenForm, context: PageContext) -> EntryRow | None:
    """The row as it is now; None where it was withdrawn."""
    assert form.row is not None
    # A page of a group shows rows of its members: the row knows its account, the form only whose page it is on.
    account = form.row.values.get(ACCOUNT)
    current = rows(
        context.dataset, context.entries(form.table), form.table, form.account if account is None else str(account)
    )
    return next((row for row in current if form.is_on(row)), None)


def _valid_values(form: OpenForm, context: PageContext) -> dict[str, Plain]:
    try:
        return checked(TABLES[form.table], form.unsaved_values, working_day=context.working_day, new=False)
    except EntryError:
        return {}


def _save_mine(form: OpenForm, theirs: EntryRow, context: PageContext, close: Callable[[str], None]) -> None:
    """Save the typed values over the row as the person has just seen it."""
    try:
        entry = entries.change(
            open_store(),
            context.data_set,
            context.dataset,
            replace(theirs),
            form.unsaved_values,
            by(),
            working_day=context.working_day,
        )
    except ConflictError as conflict:
        form.conflict = conflict
        return
    except UserError as error:
        form.error = error.message
        return
    close(form.table)
    last_actions()[form.table] = LastAction(form.account, Message("The change is saved."), entry.id)
