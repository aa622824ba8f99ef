"""Is what I see right?"""

import streamlit as st

from kam_core.intake import Question
from pages.parts import session
from pages.parts.messages import show_refusal
from pages.parts.stock import show_stock
from pages.parts.table_download import show_table_download
from pages.parts.wizard import steps
from pages.parts.wizard.columns import show_columns
from pages.parts.wizard.commit import show_commit, show_done, show_summary
from pages.parts.wizard.difference import show_difference
from pages.parts.wizard.given import given, keep
from pages.parts.wizard.issues import show_issues
from pages.parts.wizard.question import show_question
from pages.parts.wizard.reading import plan_of, show_read_again
from pages.parts.wizard.sales import show_sales
from pages.parts.wizard.templates import show_templates
from pages.parts.wizard.tray import show_drop_zone, tray
from pages.parts.wizard.typed import show_typed
from pages.parts.wizard.understood import show_understood

desk = session.desk()
words = desk.words
st.subheader(words.say("Is what I see right?"))

waiting = show_drop_zone(words)
if not waiting:
    show_done(words)
else:
    folder = tray().folder
    answers = given(folder)
    keep(answers, folder)
    plan = plan_of(waiting, answers, words)
    if plan is not None:
        outcome = plan.outcome
        if isinstance(outcome.refusal, Question):
            show_question(outcome, answers, words.with_currency(None))
        elif outcome.refusal is not None:
            show_refusal(outcome.refusal.message, words)
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
show_stock(desk, words)
show_table_download(desk)
