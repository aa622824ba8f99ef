"""File summary: how each file was read, with every setting that changes it, and its first rows."""

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
from pages.data.finding_text import finding_text
from pages.data.import_answers import ImportAnswers
from pages.data.layout_answers import LAYOUT_ANSWERS, LAYOUT_LABELS
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "CHF", "SGD", "AUD", "CAD")
ENCODINGS = (
    "utf-8", "gb18030", "big5", "cp932", "euc-kr", "cp1252", "cp1250", "cp1251", "cp1254", "cp850",
    "mac_roman", "utf-16", "utf-16-le", "utf-16-be",
)  # fmt: skip
ORDERS = {"dmy": N_("day/month (31/12)"), "mdy": N_("month/day (12/31)")}
MARKS = {"point": N_("decimal point (1.5)"), "comma": N_("decimal comma (1,5)")}
HEADERS = {"first": N_("first row is the header"), "none": N_("no header row")}
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}
HEADER_ROWS = 10
"""Rows that may be named as the header."""


def show_understood(outcome: Outcome, answers: ImportAnswers, words: Language) -> None:
    """Show per file or sheet what it is and how it was read; each setting can be changed."""
    for position, sheet in enumerate(outcome.understood):
        with st.container(border=True, key=f"understood_{position}"):
            st.markdown(f"**{plain(sheet.file)}**" + (f" · {plain(sheet.sheet)}" if sheet.sheet else ""))
            st.caption(" · ".join(_facts(sheet, words)))
            if sheet.table is None and sheet.why is not None:
                st.caption(plain(words.say(sheet.why)))
            _show_settings(position, sheet, outcome.understood, answers, words)
            if sheet.preview.width:
                show_rows(sheet.preview, f"preview_{position}", {name: name for name in sheet.preview.columns})
            for finding in _notes(outcome.findings, sheet):
                column = f"{finding.place.column}: " if finding.place.column else ""
                st.caption(plain(column + finding_text(finding, words)))
    _show_currency(answers, words)
    if any(finding.rule == "returns" for finding in outcome.findings):
        _returns(answers, words)


def _returns(answers: ImportAnswers, words: Language) -> None:
    """Ask whether orders of a list of returns are subtracted."""
    key = f"returns_{answers.revision}"

    def decide() -> None:
        answers.returns = SUBTRACT if st.session_state[key] else None

    st.checkbox(words.say("Subtract returned orders"), value=answers.returns == SUBTRACT, key=key, on_change=decide)


def _notes(findings: Sequence[Finding], sheet: FileSummary) -> list[Finding]:
    """Notes on how the table was found in the file: titles, totals, headers, encoding, units."""
    return [
        finding
        for finding in findings
        if finding.severity == "note" and (finding.place.file, finding.place.sheet) == (sheet.file, sheet.sheet)
    ]


def _facts(sheet: FileSummary, words: Language) -> list[str]:
    facts = [plain(sheet.kind)]
    if sheet.encoding:
        facts.append(plain(sheet.encoding))
    if sheet.delimiter:
        facts.append(plain(words.say(DELIMITERS.get(sheet.delimiter, sheet.delimiter))))
    if sheet.header_row:
        facts.append(words.say("headers in row {row}", row=str(sheet.header_row)))
    facts.append(words.say("{count} row", "{count} rows", "count", count=sheet.rows))
    table = words.say(TABLES[sheet.table].label) if sheet.table else words.say("not recognised")
    facts.append(words.say("recognised as: {table}", table=table))
    return facts


def _show_settings(
    position: int, sheet: FileSummary, sheets: Sequence[FileSummary], answers: ImportAnswers, words: Language
) -> None:
    """Show the settings of a file; those of a workbook are at its first sheet."""
    if any(other.file == sheet.file for other in sheets[:position]):
        return
    file_answers = answers.files.get(sheet.file, {})

    def ask(label: str, question: str, options: Sequence[str], labels: dict[str, str]) -> None:
        choose(
            label,
            [None, *options],
            lambda code: (
                words.say("detect automatically") if code is None else plain(words.say(labels.get(code, code)))
            ),
            f"{question}_{position}_{answers.revision}",
            words,
            first=file_answers.get(question),
            on_change=lambda value: answers.set_file_answer(sheet.file, question, value),
        )

    with st.popover(words.say("Import settings"), icon=":material/tune:"):
        names = [other.sheet for other in sheets if other.file == sheet.file and other.sheet]
        if names or "sheet" in file_answers:
            ask(words.say("Sheet"), "sheet", list(dict.fromkeys([*names, *_stored_answer(file_answers, "sheet")])), {})
        else:
            ask(words.say("Text encoding"), "encoding", ENCODINGS, {})
        rows = [str(row + 1) for row in range(HEADER_ROWS)]
        labels = HEADERS | {row: words.say("header in row {row}", row=row) for row in rows}
        ask(words.say("Header"), "header", [*HEADERS, *rows], labels)
        ask(words.say("Dates such as 3/4/2025"), "date_order", list(ORDERS), ORDERS)
        ask(words.say("Numbers such as 1.234"), "decimal_mark", list(MARKS), MARKS)
        questions = {finding.rule for other in sheets if other.file == sheet.file for finding in other.findings}
        for question, labels in LAYOUT_ANSWERS.items():
            if question in file_answers or question in questions:
                options = [*labels, *_unlisted_answer(file_answers, question, labels)]
                ask(words.say(LAYOUT_LABELS[question]), question, options, labels)


def _unlisted_answer(file_answers: dict[str, str], question: str, labels: dict[str, str]) -> list[str]:
    return [answer for answer in _stored_answer(file_answers, question) if answer not in labels]


def _stored_answer(file_answers: dict[str, str], question: str) -> list[str]:
    return [file_answers[question]] if question in file_answers else []


def _show_currency(answers: ImportAnswers, words: Language) -> None:
    """Ask for the currency, which is that of all files."""
    left, _ = st.columns([1, 3])
    with left:
        choose(
            words.say("Currency"),
            [None, *CURRENCIES],
            lambda code: words.say("as in the files") if code is None else code,
            f"currency_{answers.revision}",
            words,
            first=answers.currency,
            on_change=partial(setattr, answers, "currency"),
        )
