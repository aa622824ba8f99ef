"""Is what I see right?"""

import streamlit as st

from kam_core.intake import OpenQuestionError
from pages.data import steps
from pages.data.columns import show_columns
from pages.data.commit import show_commit, show_done, show_summary
from pages.data.difference import show_difference
from pages.data.file_summary import show_understood
from pages.data.findings import show_issues
from pages.data.import_answers import given, keep
from pages.data.line_kinds import show_sales
from pages.data.question import show_question
from pages.data.reading import plan_of, show_read_again
from pages.data.staged_uploads import show_drop_zone, staged_uploads
from pages.data.table_download import show_table_download
from pages.data.templates import show_templates
from pages.data.typed_differences import show_typed
from pages.shell.data_set.summary import show_stock
from pages.shell.page_context import page_context
from pages.widgets.messages import show_error

context = page_context()
words = context.words
st.subheader(words.say("Is what I see right?"))

waiting = show_drop_zone(words)
if not waiting:
    show_done(words)
else:
    folder = staged_uploads().folder
    answers = given(folder)
    keep(answers, folder)
    plan = plan_of(waiting, answers, words)
    if plan is not None:
        outcome = plan.outcome
        if isinstance(outcome.refusal, OpenQuestionError):
            show_question(outcome, answers, words.with_currency(None))
        elif outcome.refusal is not None:
            show_error(outcome.refusal.message, words)
            show_read_again(answers, words)
        else:
            show_summary(outcome, answers, words)
            show_commit(plan, waiting, answers, words)
        # Money of a file has the file's currency, not that of the data in use.
        theirs = words.with_currency(outcome.totals.currency if outcome.refusal is None else None)
        step = steps.ask_step(outcome, words)
        if step == steps.UNDERSTOOD:
            show_understood(outcome, answers, theirs)
        elif step == steps.COLUMNS:
            show_columns(outcome, waiting, answers, words)
        elif step == steps.SALES:
            show_sales(outcome, answers, theirs)
        elif step == steps.ISSUES:
            show_issues(outcome.findings, answers, theirs)
        else:
            show_typed(plan, answers, words)
            show_difference(outcome.differences, answers, words)
show_templates(words)
show_stock(context, words)
show_table_download(context)
