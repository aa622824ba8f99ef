"""A form for one row of a table: a new one, or a change of one that is there."""

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
from pages.panels.entry.fields import Cell, is_changed, show_cell, typed
from pages.panels.entry.open_form import Done, OpenForm, close_form, done
from pages.shell.actor import actor, by, introduction, why_not
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

ACCOUNT, WHO = "account", "who"
HIDDEN = (ACCOUNT, "id", "currency")
"""Columns that a form does not ask for: the account is known from the page."""


@dataclass(frozen=True)
class Layout:
    """How a table's form looks.

    first: the columns that stand in front, in this order; the others are folded away. proposed: column → words to
    choose from. begun: column → the kept value that a new row begins with. accounts: id → name, where there are several
    to which the row may belong.
    """

    first: Sequence[str]
    proposed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    begun: Mapping[str, Plain] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)


def show_form(form: OpenForm, layout: Layout, context: PageContext, title: str) -> None:
    """The form with what was refused at its fields; it stays open until it is saved or put away."""
    words = context.words
    if form.stale is not None:
        show_conflict(form, context)
        return
    cells = _cells(form, layout)
    front = [cell for cell in cells if cell.field.name in layout.first]
    rest = [cell for cell in cells if cell.field.name not in layout.first]
    with st.form(form.key("form"), enter_to_submit=False):
        st.markdown(f"**{plain(title)}**")
        unplaced = {name: told for name, told in form.faults.items() if name not in {cell.field.name for cell in cells}}
        for told in (*unplaced.values(), *([] if form.refusal is None else [form.refusal])):
            show_error(told, words)
        if form.row is None and len(layout.accounts) > 1:
            st.selectbox(
                words.say("Account"), list(layout.accounts), format_func=lambda one: layout.accounts[one],
                key=form.key(ACCOUNT),
            )  # fmt: skip
        _show(front, form, context)
        if rest:
            with st.expander(words.say("More"), expanded=any(cell.field.name in form.faults for cell in rest)):
                _show(rest, form, context)
        _ask_name(form.key(WHO), context)
        with st.container(horizontal=True):
            st.form_submit_button(
                words.say("Save"), type="primary", key=form.key("save"), on_click=_save, args=(form, cells, context)
            )
            st.form_submit_button(words.say("Cancel"), key=form.key("cancel"), on_click=close_form, args=(form.table,))
            st.caption("\\* " + words.say("required"))


def _ask_name(key: str, context: PageContext) -> None:
    """The field for the name as long as nobody is known; afterwards under whose name it is entered."""
    known, words = actor(), context.words
    if known.name:
        st.caption(plain(words.say("as {who}", who=introduction(known, words))))
        # Said before a form is filled in for nothing; phones show no help of buttons.
        if (denied := why_not(Action.ENTRY, words)) is not None:
            st.warning(plain(denied))
    else:
        st.text_input(words.say("Your name"), key=key, max_chars=LONGEST_NAME, placeholder=words.say("who enters it"))


def _cells(form: OpenForm, layout: Layout) -> list[Cell]:
    table = TABLES[form.table]
    values = layout.begun if form.row is None else form.row.values
    names = [*layout.first, *(name for name in table.names if name not in layout.first and name not in HIDDEN)]
    return [
        Cell(table, table.field(name), form.key(name), values.get(name), layout.proposed.get(name, ()))
        for name in names
    ]


def _show(cells: Sequence[Cell], form: OpenForm, context: PageContext) -> None:
    """Rows of two fields, each with what is wrong with it below."""
    # Two long columns would stand one below the other on a phone, and the Tab key would go down the first one.
    for place in range(0, len(cells), 2):
        for column, cell in zip(st.columns(2), cells[place : place + 2], strict=False):
            with column:
                show_cell(cell, context.words)
                if (told := form.faults.get(cell.field.name)) is not None:
                    st.markdown(f":red[:material/error: {plain(context.words.say(told))}]")


def _save(form: OpenForm, cells: Sequence[Cell], context: PageContext) -> None:
    """Before the page is drawn anew: what is refused stays in the fields."""
    words = context.words
    if form.row is None:
        given = {cell.field.name: value for cell in cells if (value := typed(cell, words)) is not None}
        given[ACCOUNT] = st.session_state.get(form.key(ACCOUNT), form.account)
    else:
        given = {cell.field.name: typed(cell, words) for cell in cells if is_changed(cell, words)}
        if not given:
            close_form(form.table)
            return
    save(form, given, context)


def save(form: OpenForm, given: Mapping[str, object], context: PageContext) -> None:
    """Enter what was typed; where it is refused, the form says why and stays."""
    form.faults, form.refusal = {}, None
    try:
        entry = kept(form, given, context)
    except EntryError as error:
        form.faults = error.fields
    except ConflictError as stale:
        form.stale, form.mine = stale, dict(given)
    except UserError as refusal:
        form.refusal = refusal.message
    else:
        close_form(form.table)
        told = Message("Saved.") if form.row is None else Message("The change is saved.")
        done()[form.table] = Done(form.account, told, entry.id)


def kept(form: OpenForm, given: Mapping[str, object], context: PageContext) -> Entry:
    """The entry of a new row, or of a change of the row that the form was opened on."""
    store, day = open_store(), context.working_day
    if form.row is None:
        return entries.enter(
            store, context.data_set, context.dataset, form.table, given, by(form.key(WHO)), working_day=day
        )
    return entries.change(store, context.data_set, context.dataset, form.row, given, by(form.key(WHO)), working_day=day)
