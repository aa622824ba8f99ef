"""Line kinds: the values of columns that tell sales from credits, with their lines, money and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from kam_core.intake import FileSummary
from kam_core.intake.line_kinds.kind_summary import KindSummary
from kam_core.intake.matching.mapping import header_set_key
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_
from pages.data.import_answers import ImportAnswers
from pages.widgets.escape import plain

KINDS = {
    LineKind.SALE: N_("sale"),
    LineKind.CREDIT: N_("credit (negative)"),
    LineKind.LEFT_OUT: N_("excluded"),
}
"""Labels of the kinds that a person can choose."""
NOT_CHOSEN = N_("please choose")
HEADERS = (N_("Value in the file"), N_("Lines"), N_("Amount"), N_("Counts as"), N_("Proposal"))
MOST_ROWS_OPEN = 12
"""Rows up to which a table is shown without scrolling."""


def show_line_kinds(outcome: Outcome, answers: ImportAnswers, words: Language) -> None:
    """Show per column a table in which each value is a sale, a credit or left out."""
    columns = [(sheet, kinds) for sheet in outcome.understood for kinds in sheet.kinds]
    if not columns:
        st.info(words.say("No column marks lines as other than sales, so all lines count."))
        return
    st.caption(
        words.say(
            "Choose what counts as a sale. Lines with a blank cell are sales. Your choice is saved for files "
            "with the same headers."
        )
    )
    for position, (sheet, kinds) in enumerate(columns):
        show_column_kinds(position, sheet, kinds, answers, words)


def unclear_columns(outcome: Outcome) -> list[tuple[FileSummary, KindSummary]]:
    """The columns with a value whose kind is unclear."""
    return [
        (sheet, kinds)
        for sheet in outcome.understood
        for kinds in sheet.kinds
        if any(value.kind == LineKind.UNCLEAR for value in kinds.values)
    ]


def take_proposals(outcome: Outcome, answers: ImportAnswers) -> None:
    """Set every unclear value to its proposed kind."""
    for sheet, kinds in unclear_columns(outcome):
        kinds_by_value = {value.value: value.proposal for value in kinds.values if value.kind == LineKind.UNCLEAR}
        answers.set_line_kinds(
            header_set_key([column.header for column in sheet.columns]), kinds.header, kinds_by_value
        )


def show_column_kinds(
    position: int, sheet: FileSummary, kinds: KindSummary, answers: ImportAnswers, words: Language
) -> None:
    """Show one column: its values with lines and money, and what each counts as."""
    key = header_set_key([column.header for column in sheet.columns])
    sheet_name = f" · {plain(sheet.sheet)}" if sheet.sheet else ""
    st.markdown(f"**{plain(sheet.file)}**{sheet_name} · {plain(kinds.header)}")
    value, lines, amount, counts, proposal = (words.say(label) for label in HEADERS)
    labels = {kind: words.say(label) for kind, label in KINDS.items()}
    nothing = words.say(NOT_CHOSEN)
    # Unclear values come first: they need a decision.
    shown = sorted(kinds.values, key=lambda value_summary: value_summary.kind != LineKind.UNCLEAR)
    rows = pl.DataFrame(
        {
            value: [value_summary.value for value_summary in shown],
            lines: [value_summary.lines for value_summary in shown],
            amount: [
                "–" if value_summary.money is None else words.money(value_summary.money, compact=False)
                for value_summary in shown
            ],
            counts: [labels.get(LineKind(value_summary.kind), nothing) for value_summary in shown],
            proposal: [labels[LineKind(value_summary.proposal)] for value_summary in shown],
        }
    )
    widget = f"kinds_{position}_{key}_{answers.revision}_{words.code}"
    values = [value_summary.value for value_summary in shown]
    st.data_editor(
        rows,
        hide_index=True,
        key=widget,
        disabled=[value, lines, amount, proposal],
        column_config={counts: st.column_config.SelectboxColumn(options=[nothing, *labels.values()], required=True)},
        on_change=_save_kinds,
        args=(widget, key, kinds.header, values, counts, labels, answers),
        height="content" if rows.height <= MOST_ROWS_OPEN else 420,
    )


def _save_kinds(
    widget: str,
    key: str,
    header: str,
    values: list[str],
    counts: str,
    labels: Mapping[LineKind, str],
    answers: ImportAnswers,
) -> None:
    state: Mapping[str, Any] = st.session_state[widget]
    kinds = {label: kind.value for kind, label in labels.items()}
    kinds_by_value = {
        values[int(row)]: kinds[cells[counts]]
        for row, cells in state["edited_rows"].items()
        if cells.get(counts) in kinds
    }
    if kinds_by_value:
        answers.set_line_kinds(key, header, kinds_by_value)
