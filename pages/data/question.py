"""A question that has to be answered before a file can be read."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress

import streamlit as st

from kam_core.intake import ANSWERS as KNOWN
from kam_core.intake import OpenQuestionError, currency_answers
from kam_core.intake.line_kinds.amount_effects import QUESTION as LINE_KINDS
from kam_core.intake.matching.missing_column import QUESTION as COLUMN
from kam_core.intake.upload import ADD
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.tables import TABLES
from pages.data.file_summary import HEADERS, MARKS, ORDERS
from pages.data.import_answers import Given
from pages.data.layout_answers import LAYOUT_ANSWERS, year_answers
from pages.data.line_kinds import open_kinds, show_kinds, take_proposals
from pages.data.missing_column import show_missing_column
from pages.shell import clock
from pages.widgets.escape import plain

DAY = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4})")
ANSWERS = {"date_order": ORDERS, "decimal_mark": MARKS, "header": HEADERS, **LAYOUT_ANSWERS}


def show_question(outcome: Outcome, given: Given, words: Language) -> None:
    """The question and one button per answer; other questions are answered where the file is shown."""
    question = outcome.refusal
    assert isinstance(question, OpenQuestionError)
    st.warning(plain(words.say(question.message)), icon=":material/help:")
    asking = [
        one.file
        for one in outcome.understood
        if any(found.severity == "ask" and found.rule == question.question for found in one.findings)
    ] or [one.file for one in outcome.understood]
    if question.question == COLUMN:
        show_missing_column(outcome, given, words)
        return
    if question.question == LINE_KINDS:
        _show_kinds(outcome, given, words)
        return
    with st.container(horizontal=True):
        for code, label in answers(question, words).items():
            st.button(
                _label(question, code, label, words),
                key=f"answer_{question.question}_{code}",
                on_click=_answer,
                args=(given, asking, question.question, code),
            )
    st.caption(words.say("Or open “How to read it” at the file below."))


def _show_kinds(outcome: Outcome, given: Given, words: Language) -> None:
    """The values that are not clear, where the question stands, and a way to take all proposals."""
    st.button(
        words.say("Take the proposals"),
        key="take_proposals",
        icon=":material/done_all:",
        on_click=take_proposals,
        args=(outcome, given),
    )
    for place, (one, kinds) in enumerate(open_kinds(outcome)):
        show_kinds(100 + place, one, kinds, given, words)


def answers(question: OpenQuestionError, words: Language) -> dict[str, str]:
    """Each answer and what its button says."""
    if question.question == "currency":
        return {code: code for code in str(question.message.values["currencies"]).split(", ")}
    if question.question == "table":
        return {name: words.say(TABLES[name].label) for name in KNOWN["table"]}
    if codes := currency_answers(question):
        return {
            code: words.say("Add up as they stand") if code == ADD else words.say("Keep only {currency}", currency=code)
            for code in codes
        }
    if question.question == "months" and "rows" not in question.message.values:
        return {**year_answers(clock.today().year), "leave": words.say(LAYOUT_ANSWERS["months"]["leave"])}
    return {code: words.say(label) for code, label in ANSWERS.get(question.question, {}).items()}


def _label(question: OpenQuestionError, code: str, label: str, words: Language) -> str:
    """The answer, and for a date or an amount what it would make of the one that raised the question."""
    if code in MARKS:
        return f"{plain(_number(question, code))} – {label}"
    day = _read(str(question.message.values.get("value", "")), code)
    return label if day is None else f"{words.long_date(day)} – {label}"


def _number(question: OpenQuestionError, mark: str) -> str:
    """What the amount that raised the question would be."""
    values = question.message.values
    decimal = {"point": ".", "comma": ","}[mark] in str(values.get("value", ""))
    return str(values.get("decimal" if decimal else "whole", ""))


def _read(text: str, order: str) -> datetime.date | None:
    found = DAY.search(text)
    if found is None or order not in ORDERS:
        return None
    one, two, year = map(int, found.groups())
    with suppress(ValueError):
        return datetime.date(year, two, one) if order == "dmy" else datetime.date(year, one, two)
    return None


def _answer(given: Given, files: list[str], question: str, code: str) -> None:
    match question:
        case "currency":
            given.currency = code
        case "currencies":
            given.currencies = code
        case _:
            for file in files:
                given.answer(file, question, code)
    given.stamp += 1
