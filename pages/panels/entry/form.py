"""Entry form for one row of a table: a new row, or a change of an existing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from kam_core.entries.values import EntryError
from kam_core.services import entries
from kam_core.services.access import Action
from kam_core.store.conflict import ConflictError
from kam_core.store.people import LONGEST_NAME
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry.conflict import show_conflict
from pages.panels.entry.fields import Cell, is_changed, show_cell, typed_value
from pages.panels.entry.open_form import LastAction, OpenForm, close_form, last_actions
from pages.shell.actor import actor, by, denial_reason, name_and_role
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

ACCOUNT, NAME_FIELD = "account", "who"
HIDDEN = (ACCOUNT, "id", "currency")
"""Columns that a form does not ask for: the account is known from the page."""


@dataclass(frozen=True)
class FormLayout:
    """How a table's form looks.

    front_columns: those in front, in this order; the others are folded away. frequent_values: column → words to choose
    from. defaults: column → the value that a new row begins with. accounts: id → name, where there are several to which
    the row may belong.
    """

    front_columns: Sequence[str]
    frequent_values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    defaults: Mapping[str, Plain] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)


def show_form(form: OpenForm, layout: FormLayout, context: PageContext, title: str) -> None:
    """Show the form with the errors at its fields; it stays open until it is saved or cancelled."""
    words = context.words
    if form.conflict is not None:
        show_conflict(form, context)
        return
    cells = _cells(form, layout)
    front = [cell for cell in cells if cell.field.name in layout.front_columns]
    rest = [cell for cell in cells if cell.field.name not in layout.front_columns]
    with st.form(form.key("form"), enter_to_submit=False):
        st.markdown(f"**{plain(title)}**")
        shown = {cell.field.name for cell in cells}
        other_errors = [message for name, message in form.field_errors.items() if name not in shown]
        for message in (*other_errors, *([] if form.error is None else [form.error])):
            show_error(message, words)
        if form.row is None and len(layout.accounts) > 1:
            st.selectbox(
                words.say("Account"), list(layout.accounts), format_func=lambda one: layout.accounts[one],
                key=form.key(ACCOUNT),
            )  # fmt: skip
        _show_cells(front, form, context)
        if rest:
            with st.expander(words.say("More"), expanded=any(cell.field.name in form.field_errors for cell in rest)):
                _show_cells(rest, form, context)
        _ask_name(form.key(NAME_FIELD), context)
        with st.container(horizontal=True):
            st.form_submit_button(
                words.say("Save"), type="primary", key=form.key("save"), on_click=_save, args=(form, cells, context)
            )
            st.form_submit_button(words.say("Cancel"), key=form.key("cancel"), on_click=close_form, args=(form.table,))
            st.caption("\\* " + words.say("required"))


def _ask_name(key: str, context: PageContext) -> None:
    """Ask for the name as long as nobody is signed in; afterwards show the name under which it is entered."""
    person, words = actor(), context.words
    if person.name:
        st.caption(plain(words.say("as {who}", who=name_and_role(person, words))))
        # Shown before somebody fills in a form in vain; phones show no help of buttons.
        if (reason := denial_reason(Action.ENTRY, words)) is not None:
            st.warning(plain(reason))
    else:
        st.text_input(words.say("Your name"), key=key, max_chars=LONGEST_NAME, placeholder=words.say("your name"))


def _cells(form: OpenForm, layout: FormLayout) -> list[Cell]:
    table = TABLES[form.table]
    values = layout.defaults if form.row is None else form.row.values
    names = [
        *layout.front_columns,
        *(name for name in table.names if name not in layout.front_columns and name not in HIDDEN),
    ]
    return [
        Cell(table, table.field(name), form.key(name), values.get(name), layout.frequent_values.get(name, ()))
        for name in names
    ]


def _show_cells(cells: Sequence[Cell], form: OpenForm, context: PageContext) -> None:
    """Show rows of two fields, each with its error below."""
    # Two long columns would stand one below the other on a phone, and the Tab key would go down the first one.
    for start in range(0, len(cells), 2):
        for column, cell in zip(st.columns(2), cells[start : start + 2], strict=False):
            with column:
                show_cell(cell, context.words)
                if (message := form.field_errors.get(cell.field.name)) is not None:
                    st.markdown(f":red[:material/error: {plain(context.words.say(message))}]")


def _save(form: OpenForm, cells: Sequence[Cell], context: PageContext) -> None:
    """Save the typed values; refused ones stay in the fields."""
    words = context.words
    if form.row is None:
        values = {cell.field.name: value for cell in cells if (value := typed_value(cell, words)) is not None}
        if TABLES[form.table].has_account:
            values[ACCOUNT] = st.session_state.get(form.key(ACCOUNT), form.account)
    else:
        values = {cell.field.name: typed_value(cell, words) for cell in cells if is_changed(cell, words)}
        if not values:
            close_form(form.table)
            return
    save(form, values, context)


def save(form: OpenForm, values: Mapping[str, object], context: PageContext) -> None:
    """Save an entry; where it is refused, the form stays and shows the error."""
    form.field_errors, form.error = {}, None
    try:
        entry = _store_entry(form, values, context)
    except EntryError as error:
        form.field_errors = error.fields
    except ConflictError as conflict:
        form.conflict, form.unsaved_values = conflict, dict(values)
    except UserError as error:
        form.error = error.message
    else:
        close_form(form.table)
        message = Message("Saved.") if form.row is None else Message("The change is saved.")
        last_actions()[form.table] = LastAction(form.account, message, entry.id)


def _store_entry(form: OpenForm, values: Mapping[str, object], context: PageContext) -> Entry:
    """Store the entry of a new row, or of a change of the row that the form was opened on."""
    store, day = open_store(), context.working_day
    if form.row is None:
        return entries.enter(
            store, context.data_set, context.dataset, form.table, values, by(form.key(NAME_FIELD)), working_day=day
        )
    return entries.change(
        store, context.data_set, context.dataset, form.row, values, by(form.key(NAME_FIELD)), working_day=day
    )
