"""Data screen: import files and check what was read."""

import streamlit as st

from kam_core.intake import OpenQuestionError
from pages.data import wizard_steps
from pages.data.column_matching import show_columns
from pages.data.commit import show_commit, show_last_import, show_summary
from pages.data.file_summary import show_understood
from pages.data.findings import show_findings
from pages.data.import_answers import import_answers, save_answers
from pages.data.import_changes import show_import_changes
from pages.data.question import show_question
from pages.data.reading import import_plan, show_read_again
from pages.data.sales.step import lead_to_question, show_sales_step
from pages.data.staged_uploads import show_drop_zone, staged_uploads
from pages.data.table_download import show_table_download
from pages.data.target import go_apart, show_apart
from pages.data.templates import show_templates
from pages.data.typed_differences import show_entry_differences
from pages.shell.data_set.summary import show_data_set_summary
from pages.shell.page_context import page_context
from pages.widgets.messages import show_error

context = page_context()
words = context.words
# What is asked stands above the files that it is asked about.
top = st.container()
heading = st.empty()
heading.subheader(words.say("Your data"))

uploads = show_drop_zone(words)
if not uploads:
    show_last_import(words)
else:
    folder = staged_uploads().folder
    answers = import_answers(folder)
    save_answers(answers, folder)
    plan = import_plan(uploads, answers, words)
    if plan is not None:
        outcome = plan.outcome
        if outcome.refusal is None and go_apart(outcome, answers):
            st.rerun()
        asks_sales = lead_to_question(outcome)
        if outcome.refusal is None and not asks_sales:
            show_apart(answers, words)
            show_summary(outcome, answers, words)
            show_commit(plan, uploads, answers, words)
        elif isinstance(outcome.refusal, OpenQuestionError) and not asks_sales:
            show_question(outcome, answers, words.with_currency(None))
        elif outcome.refusal is not None and not asks_sales:
            show_error(outcome.refusal.message, words)
            show_read_again(answers, words)
        # Money of a file has the file's currency, not that of the data in use.
        file_words = words.with_currency(outcome.totals.currency if outcome.refusal is None else None)
        if asks_sales:
            heading.empty()
        with top if asks_sales else st.container():
            step = wizard_steps.ask_step(outcome, words)
            if step == wizard_steps.UNDERSTOOD:
                show_understood(outcome, answers, file_words)
            elif step == wizard_steps.COLUMNS:
                show_columns(outcome, uploads, answers, words)
            elif step == wizard_steps.SALES:
                show_sales_step(outcome, answers, file_words)
            elif step == wizard_steps.ISSUES:
                show_findings(outcome.findings, answers, file_words)
            else:
                show_entry_differences(plan, answers, words)
                show_import_changes(outcome.differences, answers, words)
show_templates(words)
show_data_set_summary(context, words)
show_table_download(context)
