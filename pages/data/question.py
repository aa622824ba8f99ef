"""Open question: an answer is needed before a file can be read."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress

import streamlit as st

from kam_core import clock
from kam_core.intake import ANSWERS as INTAKE_ANSWERS
from kam_core.intake import OpenQuestionError, currency_answers
from kam_core.intake.joining.won_deals import LEAVE, SALE
from kam_core.intake.matching.missing_column import QUESTION as COLUMN
from kam_core.intake.upload import ADD
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES
from pages.data.file_summary import HEADERS, MARKS, ORDERS
from pages.data.import_answers import ImportAnswers
from pages.data.layout_answers import LAYOUT_ANSWERS, year_answers
from pages.data.missing_column import show_missing_column
from pages.widgets.escape import plain

DAY = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4})")
WON_DEALS = {LEAVE: N_("Count the orders alone"), SALE: N_("Count orders and won deals")}
ANSWERS = {"won_deals": WON_DEALS, "date_order": ORDERS, "decimal_mark": MARKS, "header": HEADERS, **LAYOUT_ANSWERS}


def show_question(outcome: Outcome, answers: ImportAnswers, words: Language) -> None:
    """Show the question and one button per answer; other questions are answered in the file summary."""
    question = outcome.refusal
    assert isinstance(question, OpenQuestionError)
    st.warning(plain(words.say(question.message)), icon=":material/help:")
    file_names = [
        sheet.file
        for sheet in outcome.understood
        if any(finding.severity == "ask" and finding.rule == question.question for finding in sheet.findings)
    ] or [sheet.file for sheet in outcome.understood]
    if question.question == COLUMN:
        show_missing_column(outcome, answers, words)
        return
    with st.container(horizontal=True):
        for code, label in answer_labels(question, words).items():
            st.button(
                _label(question, code, label, words),
                key=f"answer_{question.question}_{code}",
                on_click=_answer,
                args=(answers, file_names, question.question, code),
            )
    st.caption(words.say("Or change the import settings of the file below."))


def answer_labels(question: OpenQuestionError, words: Language) -> dict[str, str]:
    """The label of each answer."""
    if question.question == "currency":
        return {code: code for code in str(question.message.values["currencies"]).split(", ")}
    if question.question == "table":
        return {name: words.say(TABLES[name].label) for name in INTAKE_ANSWERS["table"]}
    if codes := currency_answers(question):
        return {
            code: words.say("Add up without conversion")
            if code == ADD
            else words.say("Keep only {currency}", currency=code)
            for code in codes
        }
    if question.question == "months" and "rows" not in question.message.values:
        return {**year_answers(clock.today().year), "leave": words.say(LAYOUT_ANSWERS["months"]["leave"])}
    return {code: words.say(label) for code, label in ANSWERS.get(question.question, {}).items()}


def _label(question: OpenQuestionError, code: str, label: str, words: Language) -> str:
    """The label of an answer, with the date or amount that it would give."""
    if code in MARKS:
        return f"{plain(_number_text(question, code))} – {label}"
    day = _day_in(str(question.message.values.get("value", "")), code)
    return label if day is None else f"{words.long_date(day)} – {label}"


def _number_text(question: OpenQuestionError, mark: str) -> str:
    """The amount that raised the question, read with a decimal mark."""
    values = question.message.values
    decimal = {"point": ".", "comma": ","}[mark] in str(values.get("value", ""))
    return str(values.get("decimal" if decimal else "whole", ""))


def _day_in(text: str, order: str) -> datetime.date | None:
    match = DAY.search(text)
    if match is None or order not in ORDERS:
        return None
    first, second, year = map(int, match.groups())
    with suppress(ValueError):
        return datetime.date(year, second, first) if order == "dmy" else datetime.date(year, first, second)
    return None


def _answer(answers: ImportAnswers, files: list[str], question: str, code: str) -> None:
    match question:
        case "currency":
            answers.currency = code
        case "currencies":
            answers.currencies = code
        case "won_deals":
            answers.won_deals = code
        case _:
            for file in files:
                answers.set_file_answer(file, question, code)
    answers.revision += 1
