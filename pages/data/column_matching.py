"""Column matching: the field that each column was matched to, the confidence, and a way to change it."""

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
from pages.data.import_answers import ImportAnswers
from pages.widgets.escape import plain

HEADERS = (N_("Your column"), N_("Field"), N_("Confidence"), N_("Samples"))


def show_columns(outcome: Outcome, files: Sequence[StagedFile], answers: ImportAnswers, words: Language) -> None:
    """Show per sheet a table in which the field of each column can be changed; unused columns are listed as well."""
    st.caption(
        words.say("To change a match, choose another field. Your choice is saved for files with the same headers.")
    )
    for position, sheet in enumerate(outcome.understood):
        if sheet.columns:
            role = next((upload.role for upload in files if upload.name == sheet.file), None)
            _show_sheet(position, sheet, role, answers, words)


def _show_sheet(position: int, sheet: FileSummary, role: str | None, answers: ImportAnswers, words: Language) -> None:
    key = header_set_key([column.header for column in sheet.columns])
    stored = answers.mapped.get(key, ColumnMapping())
    table = TABLES[sheet.table or role or stored.table or "transactions"]
    matched = {
        **_matched_columns(sheet.columns),
        **{field: header for field, header in stored.fields.items() if stored.table == table.name},
    }
    by_header = {header: field for field, header in matched.items() if header != NOT_USED and field in table.names}
    labels = field_labels(table, words)
    st.markdown(f"**{plain(sheet.file)}**" + (f" · {plain(sheet.sheet)}" if sheet.sheet else ""))
    header_label, field_label, confidence_label, samples_label = (words.say(label) for label in HEADERS)
    nothing = words.say("not used")
    rows = pl.DataFrame(
        {
            header_label: [column.header for column in sheet.columns],
            field_label: [labels.get(by_header.get(column.header, ""), nothing) for column in sheet.columns],
            confidence_label: [words.percent(column.confidence) if column.field else "–" for column in sheet.columns],
            samples_label: [" | ".join(column.samples) for column in sheet.columns],
        },
        schema=dict.fromkeys((header_label, field_label, confidence_label, samples_label), pl.String()),
    )
    widget = f"columns_{position}_{key}_{answers.revision}_{words.code}"

    def changed() -> None:
        state: Mapping[str, Any] = st.session_state[widget]
        edits = {int(row): cells[field_label] for row, cells in state["edited_rows"].items() if field_label in cells}
        names = {label: name for name, label in labels.items()}
        changes = {row: names.get(label) for row, label in edits.items()}
        mapping = changed_mapping(matched, [column.header for column in sheet.columns], table, changes)
        answers.mapped[key] = mapping.merged_over(answers.mapped.get(key, ColumnMapping()))
        answers.revision += 1

    st.data_editor(
        rows,
        hide_index=True,
        key=widget,
        disabled=[header_label, confidence_label, samples_label],
        column_config={
            field_label: st.column_config.SelectboxColumn(options=[nothing, *labels.values()], required=True)
        },
        on_change=changed,
        height="content" if rows.height <= MOST_ROWS_OPEN else 420,
    )
    missing = [labels[name] for name in table.required if name not in by_header.values()]
    if missing and sheet.table is None:
        st.warning(plain(words.say("Still missing: {fields}", fields=words.listed(missing))))


MOST_ROWS_OPEN = 12
"""Rows up to which a table is shown without scrolling."""


def field_labels(table: Table, words: Language) -> dict[str, str]:
    """Field → its label, each different from the others."""
    labels: dict[str, str] = {}
    for field in table.fields:
        label = words.say(field.label)
        labels[field.name] = label if label not in labels.values() else f"{label} ({field.name})"
    return labels


def _matched_columns(columns: Sequence[ColumnSummary]) -> dict[str, str]:
    """Field → header by the automatic matching."""
    return {column.field: column.header for column in columns if column.field}


def changed_mapping(
    matched: Mapping[str, str], headers: Sequence[str], table: Table, edits: Mapping[int, str | None]
) -> ColumnMapping:
    """The whole mapping of a sheet after some columns (by position) were set to another field, or to none.

    `matched`: field → header before. A field has one column: the column that it had before is no longer used.
    """
    fields = {field: header for field, header in matched.items() if header != NOT_USED}
    for position, name in edits.items():
        header = headers[position]
        fields = {field: other for field, other in fields.items() if other != header}
        if name is not None:
            fields[name] = header
    return ColumnMapping({field.name: fields.get(field.name, NOT_USED) for field in table.fields}, table.name)
