"""Rows of one column: each value with its lines, money and reason, and the choice what it counts as."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from kam_core.intake import FileSummary
from kam_core.intake.line_kinds.deal_summary import OPEN, WON
from kam_core.intake.line_kinds.kind_summary import KindSummary, ValueSummary
from kam_core.intake.matching.mapping import header_set_key
from kam_core.locale.language import Language
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, Message
from pages.data.import_answers import ImportAnswers
from pages.widgets.escape import plain

KINDS = {LineKind.SALE: N_("Sale"), LineKind.CREDIT: N_("Credit"), LineKind.LEFT_OUT: N_("Left out")}
"""Labels of what a value can count as."""
HEADERS = (N_("Value"), N_("Rows"), N_("Amount in the file"), N_("Why we propose this"), N_("Counts as"))
WIDTHS = [1.1, 0.7, 1.4, 2.5, 2.6]
RIGHT = (1, 2)
"""Positions of the columns of numbers."""
ROWS_AT_FIRST = 12
PROPOSALS = {
    LineKind.SALE: N_("Known word for a sale"),
    LineKind.CREDIT: N_("Known word for a credit; counts negative"),
    LineKind.LEFT_OUT: N_("Known word for no sale"),
}


def show_value_rows(
    position: int,
    sheet: FileSummary,
    column: KindSummary,
    opened: Collection[str],
    answers: ImportAnswers,
    words: Language,
) -> dict[str, str]:
    """Show the values of one column, `opened` ones first and tinted; the kinds chosen for those."""
    sheet_name = f" · {plain(sheet.sheet)}" if sheet.sheet else ""
    rows = words.say("column {column}, {count} row", "column {column}, {count} rows", "count",
                     column=column.header, count=sheet.rows)  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown(f"**{plain(sheet.file)}**{sheet_name}", width="content")
        st.caption(plain(rows), width="content")
    kinds = [kind.value for kind in KINDS]
    values = sorted(
        column.values,
        key=lambda value: (
            value.value not in opened,
            kinds.index(value.kind) if value.kind in kinds else 0,
            -value.lines,
        ),
    )
    key = f"sale_values_{position}"
    shown = values if st.session_state.get(f"{key}_all") else values[:ROWS_AT_FIRST]
    chosen = {}
    with st.container(border=True, key=f"sale_table_{position}", gap=None):
        _show_head(position, words)
        for place, value in enumerate(shown):
            asks = value.value in opened
            with st.container(key=f"sale_{'open' if asks else 'row'}_{position}_{place}"):
                kind = _show_row(f"{position}_{place}", sheet, column, value, asks, answers, words)
            if asks:
                chosen[value.value] = kind
    if len(values) > ROWS_AT_FIRST:
        st.toggle(words.say("Show all {count} values", count=len(values)), key=f"{key}_all")
    return chosen


def _show_head(position: int, words: Language) -> None:
    with st.container(key=f"sale_head_{position}"):
        for place, (cell, label) in enumerate(zip(st.columns(WIDTHS), HEADERS, strict=True)):
            cell.caption(words.say(label), text_alignment="right" if place in RIGHT else "left")


def _show_row(
    name: str,
    sheet: FileSummary,
    column: KindSummary,
    value: ValueSummary,
    asks: bool,
    answers: ImportAnswers,
    words: Language,
) -> str:
    cells = st.columns(WIDTHS, vertical_alignment="center")
    cells[0].markdown(f"**{plain(value.value)}**")
    cells[1].markdown(words.number(value.lines), text_alignment="right")
    money = "–" if value.money is None else words.money(value.money, compact=False)
    cells[2].markdown(plain(money), text_alignment="right")
    with cells[3].container(gap=None):
        st.markdown(plain(words.say(reason(value))))
        if asks and value.first_day is not None and value.last_day is not None:
            st.caption(words.say("{first} to {last}", first=value.first_day, last=value.last_day))
    now = value.proposal if value.kind == LineKind.UNCLEAR else value.kind
    widget = f"counts_as_{name}_{answers.revision}_{now}_{words.code}"
    kind: str = cells[4].segmented_control(
        words.say("Counts as"),
        [one.value for one in KINDS if not value.outcome or one != LineKind.CREDIT],
        default=now,
        required=True,
        format_func=lambda one: words.say(KINDS[LineKind(one)]),
        key=widget,
        label_visibility="collapsed",
        disabled=bool(value.outcome) and value.outcome != WON,
        on_change=None if asks else _save,
        args=None if asks else (widget, header_set_key([one.header for one in sheet.columns]), column, value, answers),
    )
    return kind


def _save(widget: str, key: str, column: KindSummary, value: ValueSummary, answers: ImportAnswers) -> None:
    save_kind(key, column.header, value, st.session_state[widget], answers)


def save_kind(key: str, header: str, value: ValueSummary, kind: str, answers: ImportAnswers) -> None:
    """Set what a value counts as: a setting of the data set for won deals, else of files with these headers."""
    if value.outcome:
        answers.set_won_deals(kind == LineKind.SALE)
    else:
        answers.set_line_kinds(key, header, {value.value: kind})


def reason(value: ValueSummary) -> Message:
    """Why the proposal is what it is, or that a person chose otherwise."""
    if value.kind not in (LineKind.UNCLEAR, value.proposal):
        return Message("Your answer")
    if value.outcome == WON:
        return (
            Message("Sold, on the close date")
            if value.proposal == LineKind.SALE
            else Message("Orders are loaded; would count twice")
        )
    if value.outcome:
        return Message("Not sold yet") if value.outcome == OPEN else Message("Not sold")
    if value.kind == LineKind.UNCLEAR:
        return Message("Not clear from the word")
    if value.proposal == LineKind.CREDIT and value.negative:
        return Message("Already negative; sign kept")
    if value.proposal == LineKind.LEFT_OUT and value.negative:
        return Message("Known word for no sale; already negative")
    return Message(PROPOSALS[LineKind(value.proposal)])
