"""Today screen: the accounts that need attention, the most money at stake first."""

import streamlit as st

from kam_core.insight.needs_attention import AttentionPolicy, attention, attention_sentence
from pages.panels.attention_list import show_attention
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context
from pages.widgets.escape import plain

ALL = AttentionPolicy(most=1_000)

context = page_context()
words = context.words
with measuring_spinner(context):
    accounts = context.accounts
found = attention(accounts, context.view, ALL)

st.subheader(words.say("What needs attention today?"))
st.markdown(plain(words.say(attention_sentence(found, accounts.height))))
show_attention(found, words, "attention")
