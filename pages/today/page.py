"""Today screen: what is overdue, which accounts need attention and why, and what to do next."""

import streamlit as st

from kam_core.insight.attention.sentence import (
    attention_answer,
    attention_line,
    attention_population,
    hidden_line,
    review_line,
)
from pages.panels.attention import assigned_from_others, attention_list
from pages.panels.attention_list import show_attention
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context
from pages.today.files import export_buttons
from pages.today.my_book import show_my_book
from pages.today.rows import show_attention_rows
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading

context = page_context()
words = context.words
with measuring_spinner(context):
    found = attention_list(context)

show_answer(
    words,
    words.weekday_date(context.working_day),
    attention_answer(found),
    attention_line(found, context.view) if found.entries else None,
    attention_population(found, context.owner is not None),
)
show_my_book(context)
show_attention_rows(found, context)
assigned = assigned_from_others(context)
if assigned:
    show_heading(words.say("Assigned by other owners"), words.say("not among the accounts above"))
    show_attention(assigned, words, "today_assigned")
if found.review:
    with st.expander(words.say(review_line(found))):
        show_attention(found.review, words, "today_review")
if found.hidden:
    with st.expander(words.say(hidden_line(found))):
        show_attention(found.hidden, words, "today_hidden")
export_buttons(found, context)
