"""Findings of an import, the most severe first; bad cells are corrected here or their rows dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from kam_core.intake import Finding
from kam_core.intake.findings import SEVERITIES
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_, Message
from pages.data.finding_text import finding_text
from pages.data.import_answers import ImportAnswers
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

LABELS = {
    "error": N_("unreadable"),
    "ask": N_("needs an answer"),
    "reject": N_("row rejected"),
    "warn": N_("please check"),
    "note": N_("note"),
}
"""Label of each severity."""
FIXABLE = ("reject", "warn")
IN_FULL = 5
"""Findings of one kind that are shown; the others are counted."""
MOST_CELLS = 300
"""Cells that are offered for correction at a time."""
HEADERS = (N_("File"), N_("Line"), N_("Column"), N_("Cell"), N_("Delete row"), N_("Explanation"))


def counts_text(findings: Sequence[Finding], words: Language) -> str:
    """The number of findings by severity, as text."""
    counts = Counter(one.severity for one in findings)
    return " · ".join(f"{words.say(LABELS[name])}: {counts[name]}" for name in SEVERITIES if counts[name])


def show_findings(findings: Sequence[Finding], answers: ImportAnswers, words: Language) -> None:
    """Show bad cells as a table that takes corrections, and the other findings as sentences by severity."""
    if not findings and not answers.fixes and not answers.dropped:
        st.success(words.say("Nothing to correct: all rows were read."))
        return
    st.caption(counts_text(findings, words))
    fixable = [one for one in findings if one.severity in FIXABLE and one.place.line is not None]
    # In the order of the lines of a file.
    cells = sorted(fixable, key=lambda one: (one.place.file, one.place.sheet or "", one.place.line or 0))[:MOST_CELLS]
    if cells:
        _show_cells(cells, answers, words)
    if answers.fixes or answers.dropped:
        done = words.say(
            "Corrected: {cells}; deleted: {rows}.",
            cells=Message("{count} cell", "{count} cells", "count", count=len(answers.fixes)),
            rows=Message("{count} row", "{count} rows", "count", count=len(answers.dropped)),
        )
        st.caption(done)
        st.button(words.say("Undo corrections"), key="unfix", on_click=_clear_corrections, args=(answers,))
    for severity in SEVERITIES:
        findings_of_severity = [one for one in findings if one.severity == severity and one not in cells]
        if findings_of_severity:
            with st.expander(
                f"{words.say(LABELS[severity])}: {len(findings_of_severity)}",
                expanded=severity in ("error", "ask", "warn"),
            ):
                _show_by_kind(findings_of_severity, words)


def _show_by_kind(findings_of_severity: Sequence[Finding], words: Language) -> None:
    """Show the first of each kind and the number of the others: a hundred of one kind must not hide another."""
    kinds: dict[str, list[Finding]] = {}
    for one in findings_of_severity:
        kinds.setdefault(one.rule, []).append(one)
    for findings in kinds.values():
        for one in findings[:IN_FULL]:
            st.markdown("- " + plain(words.say(one.message)))
        if (more := len(findings) - IN_FULL) > 0:
            st.caption(words.say("… and {count} more like this", count=more))


def _show_cells(cells: Sequence[Finding], answers: ImportAnswers, words: Language) -> None:
    file, line, column, cell, drop, means = (words.say(label) for label in HEADERS)
    st.markdown(
        words.say("Correct a cell or delete its row. Rows left unchanged are saved in the file of rejected rows.")
    )
    rows = pl.DataFrame(
        {
            file: [_file(one) for one in cells],
            line: [one.place.line for one in cells],
            column: [one.place.column or "–" for one in cells],
            cell: [one.value or "" for one in cells],
            drop: [False] * len(cells),
            means: [finding_text(one, words) for one in cells],
        }
    )
    widget = f"issues_{answers.revision}_{words.code}"
    st.data_editor(
        rows,
        hide_index=True,
        key=widget,
        disabled=[file, line, column, means],
        column_config={means: st.column_config.TextColumn(width="large")},
        on_change="ignore",
        height="content" if rows.height <= 10 else 400,
    )
    st.button(
        words.say("Apply corrections"),
        key="apply_fixes",
        type="primary",
        icon=":material/build:",
        on_click=_apply,
        args=(widget, cells, answers, cell, drop),
    )


def _file(one: Finding) -> str:
    return one.place.file + (f" [{one.place.sheet}]" if one.place.sheet else "")


NO_SINGLE_CELL = N_(
    "Line {lines}: the problem is not in a single cell, so your correction was not applied. Delete the row, or "
    "correct it in the file."
)


def _apply(widget: str, cells: Sequence[Finding], answers: ImportAnswers, cell: str, drop: str) -> None:
    state: Mapping[str, Any] = st.session_state[widget]
    ignored_lines = apply_edits(state["edited_rows"], cells, answers, cell, drop)
    if ignored_lines:
        post_error(Message(NO_SINGLE_CELL, lines=", ".join(map(str, ignored_lines))))


def apply_edits(
    edits: Mapping[Any, Mapping[str, Any]], cells: Sequence[Finding], answers: ImportAnswers, cell: str, drop: str
) -> list[int]:
    """Turn edits of the table (row → column → new value) into corrections and dropped rows.

    Returns the lines of edits that belong to no single column.
    """
    ignored_lines: list[int] = []
    for row, changes in edits.items():
        place = cells[int(row)].place
        assert place.line is not None
        if changes.get(drop):
            answers.dropped.add((place.file, place.sheet, place.line))
        elif cell in changes and place.column is not None:
            answers.fixes[place.file, place.sheet, place.line, place.column] = changes[cell] or ""
        elif cell in changes:
            ignored_lines.append(place.line)
    answers.revision += 1
    return ignored_lines


def _clear_corrections(answers: ImportAnswers) -> None:
    answers.fixes.clear()
    answers.dropped.clear()
    answers.revision += 1
