"""What counts as a sale: the values of telling columns with their lines and money, and what each is taken for."""

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
from pages.data.import_answers import Given
from pages.widgets.escape import plain

KINDS = {
    LineKind.SALE: N_("sale"),
    LineKind.CREDIT: N_("credit (counts negative)"),
    LineKind.LEFT_OUT: N_("left out"),
}
"""What a person may say that lines are."""
OPEN = N_("please choose")
WORDS = (N_("Value in the file"), N_("Lines"), N_("Amount"), N_("Counts as"), N_("Proposal"))
HIGHEST = 12
"""Rows up to which a table shows all of itself."""


def show_sales(outcome: Outcome, given: Given, words: Language) -> None:
    """Per telling column a table in which each value is a sale, a credit or left out."""
    told = [(one, kinds) for one in outcome.understood for kinds in one.kinds]
    if not told:
        st.info(words.say("No column says that a line is anything but a sale: all lines count."))
        return
    st.caption(
        words.say(
            "Choose in “Counts as” what lines with a value are. Blank cells are sales. It is remembered for files with "
            "the same headers."
        )
    )
    for place, (one, kinds) in enumerate(told):
        show_kinds(place, one, kinds, given, words)


def open_kinds(outcome: Outcome) -> list[tuple[FileSummary, KindSummary]]:
    """The columns in which some value is not clear."""
    return [
        (one, kinds)
        for one in outcome.understood
        for kinds in one.kinds
        if any(value.kind == LineKind.UNCLEAR for value in kinds.values)
    ]


def take_proposals(outcome: Outcome, given: Given) -> None:
    """Answer every value that is not clear as proposed."""
    for one, kinds in open_kinds(outcome):
        said = {value.value: value.proposal for value in kinds.values if value.kind == LineKind.UNCLEAR}
        given.say_kinds(header_set_key([column.header for column in one.columns]), kinds.header, said)


def show_kinds(place: int, one: FileSummary, kinds: KindSummary, given: Given, words: Language) -> None:
    """One column: its values with lines and money, and what each counts as."""
    key = header_set_key([column.header for column in one.columns])
    sheet = f" · {plain(one.sheet)}" if one.sheet else ""
    st.markdown(f"**{plain(one.file)}**{sheet} · {plain(kinds.header)}")
    value, lines, amount, counts, proposal = (words.say(label) for label in WORDS)
    labels = {kind: words.say(label) for kind, label in KINDS.items()}
    nothing = words.say(OPEN)
    # What is not clear comes first: it is what the reader is here for.
    shown = sorted(kinds.values, key=lambda seen: seen.kind != LineKind.UNCLEAR)
    rows = pl.DataFrame(
        {
            value: [seen.value for seen in shown],
            lines: [seen.lines for seen in shown],
            amount: ["–" if seen.money is None else words.money(seen.money, compact=False) for seen in shown],
            counts: [labels.get(LineKind(seen.kind), nothing) for seen in shown],
            proposal: [labels[LineKind(seen.proposal)] for seen in shown],
        }
    )
    widget = f"kinds_{place}_{key}_{given.stamp}_{words.code}"
    values = [seen.value for seen in shown]
    st.data_editor(
        rows,
        hide_index=True,
        key=widget,
        disabled=[value, lines, amount, proposal],
        column_config={counts: st.column_config.SelectboxColumn(options=[nothing, *labels.values()], required=True)},
        on_change=_said,
        args=(widget, key, kinds.header, values, counts, labels, given),
        height="content" if rows.height <= HIGHEST else 420,
    )


def _said(
    widget: str,
    key: str,
    header: str,
    values: list[str],
    counts: str,
    labels: Mapping[LineKind, str],
    given: Given,
) -> None:
    state: Mapping[str, Any] = st.session_state[widget]
    kinds = {label: kind.value for kind, label in labels.items()}
    said = {
        values[int(row)]: kinds[cells[counts]]
        for row, cells in state["edited_rows"].items()
        if cells.get(counts) in kinds
    }
    if said:
        given.say_kinds(key, header, said)
