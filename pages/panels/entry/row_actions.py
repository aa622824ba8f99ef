"""Row actions: change, finish or withdraw an entry with one click, and undo the last action."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.services import entries
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.message import Message, Term, UserError
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry.open_form import LastAction, OpenForm, close_form, last_actions, open_form, open_forms
from pages.panels.name_field import ask_name
from pages.shell.actor import actor, by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

_REFUSED, _NAME_MISSING = "entry_refused", "entry_unnamed"


def show_row_actions(row: EntryRow, account: str, key: str, context: PageContext) -> None:
    """Show buttons to change a row and to withdraw what was typed into it."""
    words = context.words
    st.button(
        words.say("Edit"), key=f"{key}_edit", type="tertiary", icon=":material/edit:", on_click=open_form,
        args=(row.table, account, row),
    )  # fmt: skip
    if row.row_id is not None:
        tip = (
            words.say("Removes this row. You can restore it later.")
            if row.target is None
            else words.say("The value from the file applies again.")
        )
        st.button(
            words.say("Withdraw"), key=f"{key}_withdraw", type="tertiary", icon=":material/undo:", help=tip,
            on_click=_withdraw, args=(row, account, context),
        )  # fmt: skip


def name_field_key(table: str) -> str:
    """The key of the name field beside a table."""
    return f"entry_who_{table}"


def author_text(row: EntryRow) -> Message | None:
    """Who typed a row, or changed it last, and when; None for a row that a file brought."""
    if row.actor is None or row.at is None:
        return None
    if row.target is None:
        return Message("entered by {by}, {at}", by=row.actor, at=row.at)
    return Message("changed by {by}, {at}", by=row.actor, at=row.at)


def change_row(
    row: EntryRow, account: str, given: Mapping[str, object], message: Message, context: PageContext
) -> None:
    """Change a row without a form."""
    try:
        entry = entries.change(
            open_store(),
            context.data_set,
            context.dataset,
            row,
            given,
            by(name_field_key(row.table)),
            working_day=context.working_day,
        )
    except ConflictError as conflict:
        # The form shows both versions.
        open_form(row.table, account, row)
        form: OpenForm = open_forms()[row.table]
        form.conflict, form.unsaved_values = conflict, dict(given)
    except UserError as error:
        st.session_state[_REFUSED] = (row.table, error.message)
    else:
        close_form(row.table)
        last_actions()[row.table] = LastAction(account, message, entry.id)


def refuse(table: str, message: Message) -> None:
    """Let the next run say why an action on this table was refused."""
    st.session_state[_REFUSED] = (table, message)


def show_done(table: str, account: str, context: PageContext, *, asks_name: bool = True) -> None:
    """Show the last action on this table with its undo button, and the error of a refused one.

    asks_name: off where the form beside it has the name field of this table already; two would have the same key.
    """
    words = context.words
    refused = st.session_state.get(_REFUSED)
    if refused is not None and refused[0] == table:
        show_error(st.session_state.pop(_REFUSED)[1], words)
        st.session_state[_NAME_MISSING] = table
    # The field stays until somebody has given a name: one that vanished with the first key would lose it.
    if asks_name and st.session_state.get(_NAME_MISSING) == table and not actor().name:
        ask_name(name_field_key(table), words)
    last = last_actions().get(table)
    if last is None or last.account != account:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"entry_done_{table}"):
        st.markdown(f":material/check: {plain(words.say(last.message))}", width="content")
        st.button(words.say("Undo"), key=f"entry_undo_{table}", on_click=_undo, args=(table, last, context))


def _withdraw(row: EntryRow, account: str, context: PageContext) -> None:
    """Withdraw a typed row as a whole; of an imported one only the last change."""
    entry_id = row.row_id if row.target is None else row.last
    assert entry_id is not None
    message = Message("{table}: withdrawn.", table=Term(TABLES[row.table].label))
    try:
        entries.withdraw(open_store(), context.data_set, context.dataset, entry_id, by(name_field_key(row.table)))
    except UserError as error:
        st.session_state[_REFUSED] = (row.table, error.message)
        return
    close_form(row.table)
    last_actions()[row.table] = LastAction(account, message, entry_id, withdrawn=True)


def _undo(table: str, last: LastAction, context: PageContext) -> None:
    act = entries.restore if last.withdrawn else entries.withdraw
    last_actions().pop(table, None)
    try:
        act(open_store(), context.data_set, context.dataset, last.entry_id, by(name_field_key(table)))
    except UserError as error:
        st.session_state[_REFUSED] = (table, error.message)
