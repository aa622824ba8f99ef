"""Editable table of entry rows: every edit is saved at once, and refused ones are named with their value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.entries.plain_values import MOMENT
from kam_core.entries.values import EntryError
from kam_core.locale.language import Language
from kam_core.services import entries
from kam_core.vocabulary.choice_labels import choice_label
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import Message, Term, UserError
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry.fields import label_with_unit
from pages.panels.entry.open_form import LastAction, last_actions
from pages.shell.actor import by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

_REFUSED, _REVISION = "grid_refused", "grid_revision"
NUMBERS = (Kind.NUMBER, Kind.SCORE, Kind.SHARE, Kind.COUNT, Kind.DAYS, Kind.MONEY)


@dataclass(frozen=True)
class RefusedEdit:
    """A value that was not saved, and why."""

    field: Field
    value: object
    reason: Message


def show_grid(
    table: Table, rows: Sequence[EntryRow], columns: Sequence[str], account: str, context: PageContext
) -> None:
    """Show the rows as a table to type into; `columns` are those shown, `account` is the id of the page's account."""
    words, name = context.words, f"{table.name}_{account}"
    _show_refused(name, words)
    fields = [table.field(column) for column in columns]
    # Positions refer to the rows that were sent: other rows, or another state of them, are another widget.
    state = "-".join(context.dataset.state((table.name,)))
    key = f"grid_{name}_{words.code}_{state}_{st.session_state.get(_REVISION, 0)}"
    st.data_editor(
        grid_frame(table, rows, fields, words), hide_index=True, key=key, num_rows="fixed", height="content",
        placeholder="–",
        column_config={field.name: _column(table, field, words) for field in fields},
        on_change=_save, args=(key, tuple(rows), account, context),
    )  # fmt: skip


def grid_frame(table: Table, rows: Sequence[EntryRow], fields: Sequence[Field], words: Language) -> pl.DataFrame:
    """The rows with values as the editor takes them: days as days, choices as the reader's words."""
    return pl.DataFrame(
        [
            pl.Series(
                field.name,
                [_shown_value(table, field, row.values.get(field.name), words) for row in rows],
                dtype=_dtype(field),
            )
            for field in fields
        ]
    )


def saved_edits(
    rows: Sequence[EntryRow], edits: Mapping[int, Mapping[str, object]], context: PageContext
) -> tuple[list[Entry], list[RefusedEdit]]:
    """Save edits by the position of their row; returns the entries and the refused edits."""
    saved: list[Entry] = []
    refused: list[RefusedEdit] = []
    for position, changes in edits.items():
        row = rows[int(position)]
        table = TABLES[row.table]
        given = {name: _edited_value(table, table.field(name), value, context.words) for name, value in changes.items()}
        try:
            entry = entries.change(
                open_store(), context.data_set, context.dataset, row, given, by(), working_day=context.working_day
            )
        except EntryError as error:
            refused += [
                RefusedEdit(table.field(name), given.get(name), reason) for name, reason in error.fields.items()
            ]
        except UserError as error:
            refused += [RefusedEdit(table.field(name), value, error.message) for name, value in given.items()]
        else:
            saved.append(entry)
    return saved, refused


def _save(key: str, rows: tuple[EntryRow, ...], account: str, context: PageContext) -> None:
    """Save the edits of the widget."""
    edits = st.session_state[key]["edited_rows"]
    saved, refused = saved_edits(rows, edits, context)
    table = rows[0].table
    if saved:
        last_actions()[table] = LastAction(account, Message("The change is saved."), saved[-1].id)
    if refused:
        # The cell shows the stored value again: another revision is another widget.
        st.session_state[_REVISION] = int(st.session_state.get(_REVISION, 0)) + 1
    st.session_state[_REFUSED] = {f"{table}_{account}": refused}


def _show_refused(name: str, words: Language) -> None:
    for edit in st.session_state.get(_REFUSED, {}).get(name, ()):
        message = words.say(
            "{field}: “{value}” was not saved. {why}",
            field=Term(edit.field.label),
            value="" if edit.value is None else str(edit.value),
            why=edit.reason,
        )
        st.error(plain(message))


def _shown_value(table: Table, field: Field, value: Plain, words: Language) -> Any:
    if value is None:
        return None
    match field.kind:
        case Kind.DATE:
            return datetime.date.fromisoformat(str(value))
        case Kind.MOMENT:
            return datetime.datetime.strptime(str(value), MOMENT)
        case Kind.CHOICE:
            return words.say(choice_label(table.name, field, str(value)))
        case Kind.SHARE:
            return float(value) * 100.0
        case kind if kind in NUMBERS:
            return float(value)
        case _:
            return value


def _edited_value(table: Table, field: Field, value: object, words: Language) -> object:
    """The value of an edited cell: days come as text, choices as the reader's words."""
    if value is None or value == "":
        return None
    match field.kind:
        case Kind.CHOICE:
            words_by_label = {words.say(choice_label(table.name, field, word)): word for word, _ in field.choices}
            return words_by_label.get(str(value), value)
        case Kind.SHARE if isinstance(value, int | float):
            return round(value / 100.0, 8)
        case Kind.MOMENT:
            return str(value).replace("T", " ")[:16]
        case _:
            return value


def _dtype(field: Field) -> pl.DataType:
    match field.kind:
        case Kind.DATE:
            return pl.Date()
        case Kind.MOMENT:
            return pl.Datetime()
        case Kind.FLAG:
            return pl.Boolean()
        case kind if kind in NUMBERS:
            return pl.Float64()
        case _:
            return pl.String()


def _column(table: Table, field: Field, words: Language) -> Any:
    label = label_with_unit(field, words)
    tip = words.say(field.help) or None
    match field.kind:
        case Kind.CHOICE if field.choices:
            options = [words.say(choice_label(table.name, field, word)) for word, _ in field.choices]
            return st.column_config.SelectboxColumn(label, options=options, help=tip, required=field.required)
        case Kind.DATE:
            return st.column_config.DateColumn(label, format="YYYY-MM-DD", help=tip)
        case Kind.MOMENT:
            return st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm", step=60, help=tip)
        case Kind.FLAG:
            return st.column_config.CheckboxColumn(label, help=tip)
        case kind if kind in NUMBERS:
            return st.column_config.NumberColumn(label, help=tip)
        case _:
            return st.column_config.TextColumn(label, help=tip)
