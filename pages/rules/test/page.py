"""Test screen: how firmly the draft puts accounts into tiers, and what it would have found."""

import streamlit as st

from pages.rules.drafts.draft_screen import show_draft_screen
from pages.rules.test.back_test import show_back_test
from pages.rules.test.closest_accounts import show_closest
from pages.rules.test.robustness import show_robustness
from pages.rules.test.weight_ranges import show_ranges
from pages.shell.page_context import page_context

context = page_context()
words = context.words
st.subheader(words.say("How robust are the tiers?"))
show_draft_screen(
    context,
    {
        "firmness": (words.say("Robustness"), show_robustness),
        "ranges": (words.say("Stable ranges"), show_ranges),
        "closest": (words.say("Closest to a tier change"), show_closest),
        "back_test": (words.say("Back-test"), show_back_test),
    },
    key="test_part",
)
