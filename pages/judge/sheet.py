"""Sheet of marks: a workbook with accounts × criteria of the grid, to fill in and upload again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kam_core.reports.mark_sheet import mark_sheet
from pages.judge.open_questions import OpenQuestions

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_sheet(questions: OpenQuestions) -> None:
    """Show the button that downloads the sheet."""
    context, words = questions.context, questions.context.words
    st.download_button(
        words.say("As a sheet"),
        data=partial(
            mark_sheet,
            context.dataset,
            tuple(questions.accounts["account_id"].to_list()),
            questions.criteria,
            words.say,
        ),
        file_name="assessments.xlsx",
        mime=MIME,
        key="judge_sheet",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        help=words.say("All marks of these criteria, one row each. Add or change rows and upload the file on Data."),
    )
