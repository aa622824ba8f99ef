"""Everything noticed, the gravest first; a bad cell is corrected here or its row dropped."""

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
from pages.data.finding_text import brief
from pages.data.import_answers import Given
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

LABELS = {
    "error": N_("refused"),
    "ask": N_("question"),
    "reject": N_("row rejected"),
    "warn": N_("please check"),
    "note": N_("good to know"),
}
"""What each severity is called."""
FIXABLE = ("reject", "warn")
IN_FULL = 5
"""Findings of one kind that are shown; the others are counted."""
MOST = 300
"""Cells that are offered for correction at a time."""
WORDS = (N_("File"), N_("Line"), N_("Column"), N_("Cell"), N_("Drop the row"), N_("What it means"))


def counted(findings: Sequence[Finding], words: Language) -> str:
    """How many of which severity, in words."""
    counts = Counter(one.severity for one in findings)
    return " · ".join(f"{words.say(LABELS[name])}: {counts[name]}" for name in SEVERITIES if counts[name])


def show_issues(findings: Sequence[Finding], given: Given, words: Language) -> None:
    """Bad cells as a table that takes corrections; the rest as sentences by severity."""
    if not findings and not given.fixes and not given.dropped:
        st.success(words.say("Nothing to correct: every row was understood."))
        return
    st.caption(counted(findings, words))
    found = [one for one in findings if one.severity in FIXABLE and one.place.line is not None]
    # Line by line, as one goes through a file.
    cells = sorted(found, key=lambda one: (one.place.file, one.place.sheet or "", one.place.line or 0))[:MOST]
    if cells:
        _show_cells(cells, given, words)
    if given.fixes or given.dropped:
        done = words.say(
            "Corrected by hand: {fixes} {fixes:cell|cells}; dropped: {drops} {drops:row|rows}.",
            fixes=len(given.fixes),
            drops=len(given.dropped),
        )
        st.caption(done)
        st.button(words.say("Take the corrections back"), key="unfix", on_click=_unfix, args=(given,))
    for severity in SEVERITIES:
        told = [one for one in findings if one.severity == severity and one not in cells]
        if told:
            with st.expander(
                f"{words.say(LABELS[severity])}: {len(told)}", expanded=severity in ("error", "ask", "warn")
            ):
                _show_by_kind(told, words)


def _show_by_kind(told: Sequence[Finding], words: Language) -> None:
    """The first of each kind in full and the number of the others: a hundred of one kind must not hide another."""
    kinds: dict[str, list[Finding]] = {}
    for one in told:
        kinds.setdefault(one.rule, []).append(one)
    for findings in kinds.values():
        for one in findings[:IN_FULL]:
            st.markdown("- " + plain(words.say(one.message)))
        if (more := len(findings) - IN_FULL) > 0:
            st.caption(words.say("… and {count} more of this kind", count=more))


def _show_cells(cells: Sequence[Finding], given: Given, words: Language) -> None:
    file, line, column, cell, drop, means = (words.say(label) for label in WORDS)
    st.markdown(words.say("Correct a cell, or drop its row. What is left as it is goes into the rejected rows file."))
    rows = pl.DataFrame(
        {
            file: [_file(one) for one in cells],
            line: [one.place.line for one in cells],
            column: [one.place.column or "–" for one in cells],
            cell: [one.value or "" for one in cells],
            drop: [False] * len(cells),
            means: [brief(one, words) for one in cells],
        }
    )
    widget = f"issues_{given.stamp}_{words.code}"
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
        words.say("Apply the corrections"),
        key="apply_fixes",
        type="primary",
        icon=":material/build:",
        on_click=_apply,
        args=(widget, cells, given, cell, drop),
    )


def _file(one: Finding) -> str:
    return one.place.file + (f" [{one.place.sheet}]" if one.place.sheet else "")


NOT_TAKEN = N_(
    "In line {lines} no single cell is wrong, so what you typed there was not taken. Drop the row, or correct "
    "it in the file."
)


def _apply(widget: str, cells: Sequence[Finding], given: Given, cell: str, drop: str) -> None:
    state: Mapping[str, Any] = st.session_state[widget]
    lost = take_over(state["edited_rows"], cells, given, cell, drop)
    if lost:
        post_error(Message(NOT_TAKEN, lines=", ".join(map(str, lost))))


def take_over(
    edits: Mapping[Any, Mapping[str, Any]], cells: Sequence[Finding], given: Given, cell: str, drop: str
) -> list[int]:
    """Edits of the table (row → column → new value) as corrections and dropped rows.

    The lines are returned in which something was typed that no column can take.
    """
    lost: list[int] = []
    for row, edited in edits.items():
        place = cells[int(row)].place
        assert place.line is not None
        if edited.get(drop):
            given.dropped.add((place.file, place.sheet, place.line))
        elif cell in edited and place.column is not None:
            given.fixes[place.file, place.sheet, place.line, place.column] = edited[cell] or ""
        elif cell in edited:
            lost.append(place.line)
    given.stamp += 1
    return lost


def _unfix(given: Given) -> None:
    given.fixes.clear()
    given.dropped.clear()
    given.stamp += 1
