"""Rows of an entry table at one account: listed, added, changed and withdrawn in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.locale.language import Language
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Table
from pages.panels.entry.current_rows import account_names, current_rows
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.list_heading import show_list_head
from pages.panels.entry.open_form import OpenForm, row_id_text
from pages.panels.entry.row_actions import author_text, show_row_actions
from pages.panels.entry.value_text import value_text
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain


@dataclass(frozen=True)
class EntryList:
    """How the rows of a table look at an account; texts are in the reader's words.

    front: the columns in front of the form. head: those in the first line of a row, the first in bold. below: those
    below it, each with its label. order: the column by which the newest row comes first. defaults: values that a new
    row begins with.
    """

    table: Table
    heading: str
    add: str
    change: str
    empty: str
    front: Sequence[str]
    head: Sequence[str]
    below: Sequence[str]
    order: str
    defaults: Mapping[str, Plain] = field(default_factory=dict)


def show_account_rows(layout: EntryList, account: str, codes: tuple[int, ...], context: PageContext) -> None:
    """Show the rows of an account; a row that is changed makes way for its form."""
    table, members = layout.table.name, account_names(context, codes)
    rows = sorted(
        current_rows(context, table, tuple(members)),
        key=lambda row: str(row.values.get(layout.order, "")),
        reverse=True,
    )
    form = show_list_head(table, account, layout.heading, layout.add, context)
    if form is not None and not any(form.is_on(row) for row in rows):
        _show_form(form, layout, account, members, context)
    if not rows:
        st.caption(layout.empty)
    for row in rows:
        if form is not None and form.is_on(row):
            _show_form(form, layout, account, members, context)
        else:
            _show_row(row, layout, account, members, context)


def _show_form(
    form: OpenForm, layout: EntryList, account: str, members: Mapping[str, str], context: PageContext
) -> None:
    title = layout.add if form.row is None else layout.change
    accounts = {account: members.get(account, account), **members}
    show_form(form, FormLayout(layout.front, defaults=layout.defaults, accounts=accounts), context, title)


def _show_row(row: EntryRow, layout: EntryList, account: str, members: Mapping[str, str], context: PageContext) -> None:
    words, key = context.words, f"{layout.table.name}_{row_id_text(row)}"
    with st.container(border=True, key=key, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            parts = [plain(_text(row, name, layout, words)) for name in layout.head if row.values.get(name) is not None]
            st.markdown(" · ".join([f"**{parts[0]}**", *parts[1:]]) if parts else "–")
            show_row_actions(row, account, key, context)
        if len(members) > 1:
            st.caption(plain(members[str(row.values["account"])]))
        for name in layout.below:
            if row.values.get(name) is not None:
                label = words.say(layout.table.field(name).label)
                st.caption(words.say("{label}: {value}", label=label, value=plain(_text(row, name, layout, words))))
        if (author_note := author_text(row)) is not None:
            st.caption(plain(words.say(author_note)))


def _text(row: EntryRow, name: str, layout: EntryList, words: Language) -> str:
    return value_text(layout.table, layout.table.field(name), row.values.get(name), words)
