"""What was understood of each file, with every switch that changes it, and its first rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kam_core.intake import FileSummary, Finding
from kam_core.intake.joining.returned_orders import SUBTRACT
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES
from pages.data.finding_text import brief
from pages.data.import_answers import Given
from pages.data.layout_answers import LAYOUT_ANSWERS, LAYOUT_LABELS
from pages.widgets.choices import choose
from pages.widgets.escape import plain

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "CHF", "SGD", "AUD", "CAD")
ENCODINGS = (
    "utf-8", "gb18030", "big5", "cp932", "euc-kr", "cp1252", "cp1250", "cp1251", "cp1254", "cp850",
    "mac_roman", "utf-16", "utf-16-le", "utf-16-be",
)  # fmt: skip
ORDERS = {"dmy": N_("day before month (31/12)"), "mdy": N_("month before day (12/31)")}
MARKS = {"point": N_("a point parts the decimals (1.5)"), "comma": N_("a comma parts the decimals (1,5)")}
HEADERS = {"first": N_("the first row names the columns"), "none": N_("no row names the columns")}
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
HEADER_ROWS = 10
"""Rows that may be named as the header."""


def show_understood(outcome: Outcome, given: Given, words: Language) -> None:
    """Per file or sheet what it is and how it was read; each decision can be changed, the rows below follow."""
    for place, one in enumerate(outcome.understood):
        with st.container(border=True, key=f"understood_{place}"):
            st.markdown(f"**{plain(one.file)}**" + (f" · {plain(one.sheet)}" if one.sheet else ""))
            st.caption(" · ".join(_facts(one, words)))
            if one.table is None and one.why is not None:
                st.caption(plain(words.say(one.why)))
            _switches(place, one, outcome.understood, given, words)
            if one.preview.width:
                st.dataframe(one.preview, hide_index=True, key=f"preview_{place}", height=210, placeholder="")
            for told in _told(outcome.findings, one):
                column = f"{told.place.column}: " if told.place.column else ""
                st.caption(plain(column + brief(told, words)))
    _for_all(given, words)
    if any(found.rule == "returns" for found in outcome.findings):
        _returns(given, words)


def _returns(given: Given, words: Language) -> None:
    """Whether orders of a list of returns are taken off."""
    key = f"returns_{given.stamp}"

    def decide() -> None:
        given.returns = SUBTRACT if st.session_state[key] else None

    st.checkbox(words.say("Take off returned orders"), value=given.returns == SUBTRACT, key=key, on_change=decide)


def _told(findings: Sequence[Finding], sheet: FileSummary) -> list[Finding]:
    """How the table was found in the file: titles, totals, headers, letters, units."""
    return [
        one
        for one in findings
        if one.severity == "note" and (one.place.file, one.place.sheet) == (sheet.file, sheet.sheet)
    ]


def _facts(one: FileSummary, words: Language) -> list[str]:
    facts = [plain(one.kind)]
    if one.encoding:
        facts.append(plain(one.encoding))
    if one.delimiter:
        facts.append(plain(words.say(DELIMITERS.get(one.delimiter, one.delimiter))))
    if one.header_row:
        facts.append(words.say("headers in row {row}", row=str(one.header_row)))
    facts.append(words.say("{count} {count:row|rows}", count=one.rows))
    table = words.say(TABLES[one.table].label) if one.table else words.say("none of our tables")
    facts.append(words.say("read as: {table}", table=table))
    return facts


def _switches(place: int, one: FileSummary, every: Sequence[FileSummary], given: Given, words: Language) -> None:
    """How this file is read; a workbook's switches stand at its first sheet."""
    if any(other.file == one.file for other in every[:place]):
        return
    answers = given.files.get(one.file, {})

    def ask(label: str, question: str, options: Sequence[str], said: dict[str, str]) -> None:
        choose(
            label,
            [None, *options],
            lambda code: words.say("find out") if code is None else plain(words.say(said.get(code, code))),
            f"{question}_{place}_{given.stamp}",
            words,
            first=answers.get(question),
            on_change=lambda value: given.answer(one.file, question, value),
        )

    with st.popover(words.say("How to read it"), icon=":material/tune:"):
        sheets = [other.sheet for other in every if other.file == one.file and other.sheet]
        if sheets or "sheet" in answers:
            ask(words.say("Sheet"), "sheet", list(dict.fromkeys([*sheets, *_held(answers, "sheet")])), {})
        else:
            ask(words.say("Letters of text files"), "encoding", ENCODINGS, {})
        rows = [str(row + 1) for row in range(HEADER_ROWS)]
        said = HEADERS | {row: words.say("row {row} names the columns", row=row) for row in rows}
        ask(words.say("Header"), "header", [*HEADERS, *rows], said)
        ask(words.say("Dates such as 3/4/2025"), "date_order", list(ORDERS), ORDERS)
        ask(words.say("Numbers such as 1.234"), "decimal_mark", list(MARKS), MARKS)
        asked = {found.rule for other in every if other.file == one.file for found in other.findings}
        for question, said in LAYOUT_ANSWERS.items():
            if question in answers or question in asked:
                ask(words.say(LAYOUT_LABELS[question]), question, [*said, *_other(answers, question, said)], said)


def _other(answers: dict[str, str], question: str, said: dict[str, str]) -> list[str]:
    return [one for one in _held(answers, question) if one not in said]


def _held(answers: dict[str, str], question: str) -> list[str]:
    return [answers[question]] if question in answers else []


def _for_all(given: Given, words: Language) -> None:
    """What holds for all files: the currency."""
    left, _ = st.columns([1, 3])
    with left:
        choose(
            words.say("Currency"),
            [None, *CURRENCIES],
            lambda code: words.say("as the files say") if code is None else code,
            f"currency_{given.stamp}",
            words,
            first=given.currency,
            on_change=partial(setattr, given, "currency"),
        )
