"""Results screen: how the key accounts stand."""

import streamlit as st

from kam_core.insight.attention.groups import ordered
from kam_core.insight.results.sentence import results_answer, results_line, results_population
from pages.business.results.bridge_panel import show_bridge
from pages.business.results.cards import result_cards
from pages.business.results.month_chart import show_month_chart
from pages.business.results.panels import show_tier_mix
from pages.business.results.result_figures import bridge_of, results_of
from pages.business.results.tabs import show_result_tabs
from pages.navigation.page_link import show_page_link
from pages.panels.attention import attention_list
from pages.panels.attention_list import show_attention
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading
from pages.widgets.metrics import show_metrics
from pages.widgets.negative_accounts import show_negative

IN_SHORT = 4
"""Accounts of the list of Today that are shown here."""

context = page_context()
words = context.words
with measuring_spinner(context):
    found = results_of(context)
accounts = context.accounts

show_answer(
    words, words.say("How do our key accounts stand?"), results_answer(found), results_line(found),
    bold=results_population(found),
)  # fmt: skip
cards = result_cards(context, found, bridge_of(context))
show_metrics(cards, alarm=len(cards) - 1 if found.cooling.accounts else None)
show_negative(accounts, words)

left, right = st.columns([3, 2], gap="large")
with left:
    show_month_chart(found, words)
    st.caption(
        words.say(
            "{start} – {end}, compared with {prior_start} – {prior_end}",
            start=found.start,
            end=found.end,
            **context.prior_dates,
        )
        if found.revenue_prior is not None
        else words.say("{start} – {end}; no data for the previous window", start=found.start, end=found.end)
    )
with right:
    show_bridge(context)

left, right = st.columns([3, 2], gap="large")
with left:
    listed = ordered(attention_list(context))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        show_heading(words.say("Needs attention"))
        show_page_link("today", words.say("Show all"))
    if listed:
        show_attention(listed[:IN_SHORT], words, "attention")
    else:
        st.caption(words.say("Nothing needs attention today."))
with right:
    show_tier_mix(context, found)

show_result_tabs(context)
