"""What can be done to a row with one click: change, finish, withdraw; and undo of what was done last."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.services import entries
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.message import Message, Term, UserError
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry.open_form import Done, OpenForm, close_form, done, forms, open_form
from pages.panels.name_field import ask_who
from pages.shell.actor import actor, by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

_REFUSED, _UNNAMED = "entry_refused", "entry_unnamed"


def show_row_acts(row: EntryRow, account: str, key: str, context: PageContext) -> None:
    """Buttons to change a row and to withdraw what was typed on it."""
    words = context.words
    st.button(
        words.say("Edit"), key=f"{key}_edit", type="tertiary", icon=":material/edit:", on_click=open_form,
        args=(row.table, account, row),
    )  # fmt: skip
    if row.row_id is not None:
        tip = (
            words.say("The row goes; it can be brought back.")
            if row.target is None
            else words.say("What the file says counts again.")
        )
        st.button(
            words.say("Withdraw"), key=f"{key}_withdraw", type="tertiary", icon=":material/undo:", help=tip,
            on_click=_withdraw, args=(row, account, context),
        )  # fmt: skip


def who_field(table: str) -> str:
    """The key of the field for the name beside a table."""
    return f"entry_who_{table}"


def typed_by(row: EntryRow) -> Message | None:
    """Who typed a row, or changed it last, and when; None for a row that a file brought."""
    if row.actor is None or row.at is None:
        return None
    if row.target is None:
        return Message("entered by {by}, {at}", by=row.actor, at=row.at)
    return Message("changed by {by}, {at}", by=row.actor, at=row.at)


def change_at_once(
    row: EntryRow, account: str, given: Mapping[str, object], told: Message, context: PageContext
) -> None:
    """Before the page is drawn anew: change a row without a form."""
    try:
        entry = entries.change(
            open_store(),
            context.data_set,
            context.dataset,
            row,
            given,
            by(who_field(row.table)),
            working_day=context.working_day,
        )
    except ConflictError as stale:
        # The form shows both versions.
        open_form(row.table, account, row)
        form: OpenForm = forms()[row.table]
        form.stale, form.mine = stale, dict(given)
    except UserError as refusal:
        st.session_state[_REFUSED] = (row.table, refusal.message)
    else:
        close_form(row.table)
        done()[row.table] = Done(account, told, entry.id)


def show_done(table: str, account: str, context: PageContext) -> None:
    """What was done last on this table, with a way back; and what was refused."""
    words = context.words
    refused = st.session_state.get(_REFUSED)
    if refused is not None and refused[0] == table:
        show_error(st.session_state.pop(_REFUSED)[1], words)
        st.session_state[_UNNAMED] = table
    # The field stays until somebody has given a name: one that vanished with the first key would lose it.
    if st.session_state.get(_UNNAMED) == table and not actor().name:
        ask_who(who_field(table), words)
    last = done().get(table)
    if last is None or last.account != account:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"entry_done_{table}"):
        st.markdown(f":material/check: {plain(words.say(last.told))}", width="content")
        st.button(words.say("Undo"), key=f"entry_undo_{table}", on_click=_undo, args=(table, last, context))


def _withdraw(row: EntryRow, account: str, context: PageContext) -> None:
    """A typed row goes as a whole; of an imported one the last change."""
    entry_id = row.row_id if row.target is None else row.last
    assert entry_id is not None
    told = Message("{table}: withdrawn.", table=Term(TABLES[row.table].label))
    try:
        entries.withdraw(open_store(), context.data_set, context.dataset, entry_id, by(who_field(row.table)))
    except UserError as refusal:
        st.session_state[_REFUSED] = (row.table, refusal.message)
        return
    close_form(row.table)
    done()[row.table] = Done(account, told, entry_id, withdrawn=True)


def _undo(table: str, last: Done, context: PageContext) -> None:
    act = entries.restore if last.withdrawn else entries.withdraw
    done().pop(table, None)
    try:
        act(open_store(), context.data_set, context.dataset, last.entry_id, by(who_field(table)))
    except UserError as refusal:
        st.session_state[_REFUSED] = (table, refusal.message)
