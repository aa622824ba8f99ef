"""Sheet of marks: a workbook with accounts × criteria of the grid, to fill in and upload again."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.judging.sheet_rows import sheet_rows
from kam_core.reports.templates import template_workbook
from kam_core.vocabulary.tables.judgement import ASSESSMENTS
from pages.judge.open_questions import OpenQuestions

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_sheet(questions: OpenQuestions) -> None:
    """Show the button that downloads the sheet."""
    data, words, criteria = questions.context.dataset, questions.context.words, questions.criteria
    accounts: list[str] = questions.accounts["account_id"].to_list()
    st.download_button(
        words.say("As a sheet"),
        data=lambda: template_workbook(ASSESSMENTS, words.say, sheet_rows(data, accounts, criteria)),
        file_name="assessments.xlsx",
        mime=MIME,
        key="judge_sheet",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        help=words.say("All marks of these criteria, one row each. Add or change rows and upload the file on Data."),
    )
