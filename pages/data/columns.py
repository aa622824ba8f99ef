"""Our columns beside theirs: what each column was taken for, how sure that is, and a way to say it differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from kam_core.intake import ColumnSummary, FileSummary
from kam_core.intake.matching.mapping import NOT_USED, ColumnMapping, header_set_key
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES
from pages.data.import_answers import Given
from pages.widgets.escape import plain

WORDS = (N_("Your column"), N_("Our column"), N_("How sure"), N_("Samples"))


def show_columns(outcome: Outcome, files: Sequence[StagedFile], given: Given, words: Language) -> None:
    """Per sheet a table in which our column can be chosen anew; what nobody uses is listed all the same."""
    st.caption(words.say("Choose in “Our column” what a column is. It is remembered for files with the same headers."))
    for place, one in enumerate(outcome.understood):
        if one.columns:
            role = next((kept.role for kept in files if kept.name == one.file), None)
            _show_sheet(place, one, role, given, words)


def _show_sheet(place: int, one: FileSummary, role: str | None, given: Given, words: Language) -> None:
    key = header_set_key([column.header for column in one.columns])
    said = given.mapped.get(key, ColumnMapping())
    table = TABLES[one.table or role or said.table or "transactions"]
    fed = {
        **_found(one.columns),
        **{field: header for field, header in said.fields.items() if said.table == table.name},
    }
    by_header = {header: field for field, header in fed.items() if header != NOT_USED and field in table.names}
    labels = labels_of(table, words)
    st.markdown(f"**{plain(one.file)}**" + (f" · {plain(one.sheet)}" if one.sheet else ""))
    theirs, ours, sure, samples = (words.say(label) for label in WORDS)
    nothing = words.say("not used")
    rows = pl.DataFrame(
        {
            theirs: [column.header for column in one.columns],
            ours: [labels.get(by_header.get(column.header, ""), nothing) for column in one.columns],
            sure: [words.percent(column.confidence) if column.field else "–" for column in one.columns],
            samples: [" | ".join(column.samples) for column in one.columns],
        },
        schema=dict.fromkeys((theirs, ours, sure, samples), pl.String()),
    )
    widget = f"columns_{place}_{key}_{given.stamp}_{words.code}"

    def changed() -> None:
        state: Mapping[str, Any] = st.session_state[widget]
        edits = {int(row): cells[ours] for row, cells in state["edited_rows"].items() if ours in cells}
        names = {label: name for name, label in labels.items()}
        told = {row: names.get(label) for row, label in edits.items()}
        anew = said_anew(fed, [column.header for column in one.columns], table, told)
        given.mapped[key] = anew.merged_over(given.mapped.get(key, ColumnMapping()))
        given.stamp += 1

    st.data_editor(
        rows,
        hide_index=True,
        key=widget,
        disabled=[theirs, sure, samples],
        column_config={ours: st.column_config.SelectboxColumn(options=[nothing, *labels.values()], required=True)},
        on_change=changed,
        height="content" if rows.height <= HIGHEST else 420,
    )
    unfed = [labels[name] for name in table.required if name not in by_header.values()]
    if unfed and one.table is None:
        st.warning(plain(words.say("Still missing: {fields}", fields=words.listed(unfed))))


HIGHEST = 12
"""Rows up to which a table shows all of itself."""


def labels_of(table: Table, words: Language) -> dict[str, str]:
    """Field → its label, each different from the others."""
    labels: dict[str, str] = {}
    for field in table.fields:
        label = words.say(field.label)
        labels[field.name] = label if label not in labels.values() else f"{label} ({field.name})"
    return labels


def _found(columns: Sequence[ColumnSummary]) -> dict[str, str]:
    """Field → header as the matching found it."""
    return {column.field: column.header for column in columns if column.field}


def said_anew(
    fed: Mapping[str, str], headers: Sequence[str], table: Table, edits: Mapping[int, str | None]
) -> ColumnMapping:
    """The whole mapping of a sheet after some columns (by position) were said to be another field, or none.

    `fed`: field → header before. A field is fed by one column: whoever had it before is not used any more.
    """
    fields = {field: header for field, header in fed.items() if header != NOT_USED}
    for place, name in edits.items():
        header = headers[place]
        fields = {field: one for field, one in fields.items() if one != header}
        if name is not None:
            fields[name] = header
    return ColumnMapping({field.name: fields.get(field.name, NOT_USED) for field in table.fields}, table.name)
