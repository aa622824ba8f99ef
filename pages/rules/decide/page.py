"""Decide screen: scenarios, capacity and limits, and the publication of the draft."""

import streamlit as st

from pages.rules.decide.limits_panel import show_limits
from pages.rules.decide.scenarios import show_scenarios
from pages.rules.drafts.draft_screen import show_draft_screen
from pages.shell.page_context import page_context

context = page_context()
words = context.words
st.subheader(words.say("Which rules do we publish?"))
show_draft_screen(
    context,
    {
        "scenarios": (words.say("Scenarios"), show_scenarios),
        "limits": (words.say("Gates and seats"), show_limits),
    },
    key="decide_part",
    publishing=True,
)
