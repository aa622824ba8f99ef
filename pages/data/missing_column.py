"""Which column is the one that a file seems to lack: a choice among its own columns, where the question stands."""

from __future__ import annotations

import streamlit as st

from kam_core.intake import FileSummary, OpenQuestionError
from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from pages.data.import_answers import Given


def show_missing_column(outcome: Outcome, given: Given, words: Language) -> None:
    """A select of the file's columns, those first that fit."""
    question = outcome.refusal
    assert isinstance(question, OpenQuestionError)
    name = str(question.message.values["name"])
    offered = str(question.message.values["offered"]).split("\n")
    having = (one for one in outcome.understood if offered[0] in {column.header for column in one.columns})
    asking = next(having, None)
    if asking is None:
        return
    headers = [column.header for column in asking.columns]
    options = list(dict.fromkeys([*offered, *headers]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        widget = f"missing_{name}_{given.stamp}"
        st.selectbox(
            words.say("Column of your file"),
            options,
            index=None,
            placeholder=words.say("please choose"),
            key=widget,
            on_change=_choose,
            args=(widget, name, asking, given),
            width=360,
        )


def _choose(widget: str, name: str, asking: FileSummary, given: Given) -> None:
    header = st.session_state[widget]
    if header is None:
        return
    key = header_set_key([column.header for column in asking.columns])
    before = given.mapped.get(key, ColumnMapping())
    given.mapped[key] = ColumnMapping({**before.fields, name: header}, before.table, before.kinds)
    given.stamp += 1
