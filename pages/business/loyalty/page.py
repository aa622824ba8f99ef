"""Loyalty screen: who may leave, what that costs and whom to call, and the lifecycle of the accounts."""

import streamlit as st

from kam_core.insight.churn_risk.sentence import risk_answer, risk_line, risk_population
from kam_core.insight.churn_risk.summary import risk_summary
from pages.business.loyalty.calls.call_list import show_call_list
from pages.business.loyalty.calls.risk_strip import show_risk_strip
from pages.business.loyalty.calls.side_panels import show_back_test, show_stage_stream
from pages.business.loyalty.calls.style import apply_loyalty_style
from pages.business.loyalty.tabs import show_loyalty_tabs
from pages.panels.churn_risk import churn_risk_of
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context
from pages.widgets.answer import show_answer

context = page_context()
words = context.words
apply_loyalty_style()
with measuring_spinner(context):
    risk = churn_risk_of(context)
accounts = context.accounts
summary = risk_summary(risk, accounts.filter(accounts["is_key"])["account"])

show_answer(
    words, words.say("Who may leave, and what does it cost?"), risk_answer(risk, summary), risk_line(risk, summary),
    bold=risk_population(risk, summary),
)  # fmt: skip
if summary.living.accounts and not risk.too_early:
    show_risk_strip(context, summary, risk.policy.may_leave)

left, right = st.columns([5, 3], gap="large")
with left:
    show_call_list(context, risk)
with right, st.container(key="loyalty_side"):
    show_stage_stream(context)
    show_back_test(context)

show_loyalty_tabs(context)
