"""A question that has to be answered before a file can be read."""

from __future__ import annotations

import streamlit as st

from kam_core.intake import Question
from kam_core.locale.language import Language
from kam_core.quarantine import Outcome
from pages.parts.escape import plain
from pages.parts.wizard.given import Given
from pages.parts.wizard.understood import HEADERS, ORDERS

ANSWERS = {"date_order": ORDERS, "header": HEADERS}


def show_question(outcome: Outcome, given: Given, words: Language) -> None:
    """The question and one button per answer; other questions are answered where the file is shown."""
    question = outcome.refusal
    assert isinstance(question, Question)
    st.warning(plain(words.say(question.message)), icon=":material/help:")
    asking = [
        one.file
        for one in outcome.understood
        if any(found.severity == "ask" and found.rule == question.question for found in one.findings)
    ] or [one.file for one in outcome.understood]
    with st.container(horizontal=True):
        for code, label in ANSWERS.get(question.question, {}).items():
            st.button(
                words.say(label),
                key=f"answer_{question.question}_{code}",
                on_click=_answer,
                args=(given, asking, question.question, code),
            )
    st.caption(words.say("Or open “How to read it” at the file below."))


def _answer(given: Given, files: list[str], question: str, code: str) -> None:
    for file in files:
        given.answer(file, question, code)
    given.stamp += 1
