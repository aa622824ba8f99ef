"""Choice of the column of a file that a required field seems to lack."""

from __future__ import annotations

import streamlit as st

from kam_core.intake import FileSummary, OpenQuestionError
from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from pages.data.import_answers import ImportAnswers


def show_missing_column(outcome: Outcome, answers: ImportAnswers, words: Language) -> None:
    """Ask for a column of the file; those that fit come first."""
    question = outcome.refusal
    assert isinstance(question, OpenQuestionError)
    name = str(question.message.values["name"])
    offered = str(question.message.values["offered"]).split("\n")
    sheets = (one for one in outcome.understood if offered[0] in {column.header for column in one.columns})
    sheet = next(sheets, None)
    if sheet is None:
        return
    headers = [column.header for column in sheet.columns]
    options = list(dict.fromkeys([*offered, *headers]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        widget = f"missing_{name}_{answers.revision}"
        st.selectbox(
            words.say("Column in your file"),
            options,
            index=None,
            placeholder=words.say("please choose"),
            key=widget,
            on_change=_choose,
            args=(widget, name, sheet, answers),
            width=360,
        )


def _choose(widget: str, name: str, sheet: FileSummary, answers: ImportAnswers) -> None:
    header = st.session_state[widget]
    if header is None:
        return
    key = header_set_key([column.header for column in sheet.columns])
    before = answers.mapped.get(key, ColumnMapping())
    answers.mapped[key] = ColumnMapping({**before.fields, name: header}, before.table, before.kinds)
    answers.revision += 1
