"""Results screen: how the key accounts stand."""

import streamlit as st

from kam_core.charts.pareto import pareto_figure
from kam_core.charts.theme import CONFIG
from kam_core.charts.tiers import tier_mix_figure
from kam_core.insight.concentration.pareto_curve import pareto_points
from kam_core.insight.key_account_overview import overview, overview_sentence
from kam_core.insight.needs_attention import attention
from kam_core.insight.tier_movement import moves, moves_sentence
from kam_core.vocabulary.message import Change, Money, Share
from pages.business.results.tables import move_rows, tier_counts_line
from pages.navigation.page_link import BUYING, TIER, YES, show_page_link
from pages.panels.attention_list import show_attention
from pages.shell.figure_info import figure_info
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.gate_effects import show_gates
from pages.widgets.headings import show_heading
from pages.widgets.linked_charts import show_leading
from pages.widgets.metrics import Metric, show_metrics
from pages.widgets.negative_accounts import show_negative
from pages.widgets.shown_figures import show_figure

IN_SHORT = 5
"""Accounts of the list of Today that are shown here."""

context = page_context()
words = context.words
portfolio = context.portfolio
with measuring_spinner(context):
    accounts = context.accounts
summary = overview(accounts, context.has_prior)
start, end = context.window_dates
curve = pareto_points(accounts, "revenue")

st.subheader(words.say("How are our key accounts doing?"))
st.markdown(plain(words.say(overview_sentence(summary, context.view.as_of, context.months, context.view.prior_months))))

show_metrics(
    [
        Metric(
            words.say("Revenue"),
            show_figure(words, "revenue", "all", Money(summary.revenue)),
            None
            if summary.change is None
            else words.say(
                "{change} from {before}", change=Change(summary.change), before=Money(summary.revenue_prior or 0)
            ),
            figure_info(context, "revenue"),
            "accounts",
        ),
        Metric(
            words.say("Margin"),
            show_figure(words, "margin", "all", None if summary.margin is None else Money(summary.margin)),
            words.maybe_rate(summary.margin_rate),
            figure_info(context, "margin"),
            "accounts",
        ),
        Metric(
            words.say("Key accounts cooling"),
            show_figure(words, "cooling_stake", "was_or_is_key", Money(summary.cooling_stake)),
            words.say("{count} account", "{count} accounts", "count", count=summary.key_cooling),
            figure_info(context, "cooling_stake"),
            "loyalty",
        ),
        Metric(
            words.say("Top-10 share"),
            show_figure(
                words, "top10_share", "active", None if summary.top10_share is None else Share(summary.top10_share)
            ),
            words.say("of revenue"),
            info=figure_info(context, "top10_share"),
            leads_to="dependence",
        ),
        Metric(
            words.say("Active customers"),
            show_figure(words, "active_customers", "all", summary.buyers),
            words.say("{count} account", "{count} accounts", "count", count=accounts.height),
            info=figure_info(context, "active_customers"),
            leads_to="accounts",
            parameters={BUYING: YES},
        ),
    ],
    alarm=2 if summary.key_cooling else None,
)
st.caption(
    words.say("{start} – {end}, compared with {prior_start} – {prior_end}", start=start, end=end, **context.prior_dates)
    if summary.change is not None
    else words.say("{start} – {end}; no data for the previous window", start=start, end=end)
)

show_negative(accounts, words)

left, right = st.columns([2, 3])
with left:
    show_heading(words.say("How concentrated is our revenue?"))
    st.plotly_chart(
        pareto_figure(curve.frame, words, words.say("revenue"), cross=curve.cross, height=250),
        key="overview_pareto",
        config=CONFIG,
    )
    show_heading(words.say("Tier mix"))
    st.caption(tier_counts_line(summary.tier_mix, words))
    if context.owner is None:
        show_gates(portfolio, words, "overview")
    show_leading(tier_mix_figure(summary.tier_mix, words, height=120), "overview_mix", "accounts", parameter=TIER)
with right:
    found = attention(accounts, context.view)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        show_heading(words.say("Needs attention"))
        show_page_link("today", words.say("Show all"))
    show_attention(found[:IN_SHORT], words, "attention")

show_heading(words.say("Tier changes from {then} to {now}", then=context.earlier_view.as_of, now=context.view.as_of))
st.caption(words.say("Same model and cuts on both dates; most money at stake first."))
with measuring_spinner(context):
    earlier = context.earlier
moved = moves(earlier, portfolio, among=accounts["account"])
if moved.count:
    st.caption(words.say(moves_sentence(moved)))
if moved.count > len(moved.shown):
    st.caption(words.say("Top {shown} of {all}.", shown=len(moved.shown), all=moved.count))
show_accounts(move_rows(moved.shown, words), words, "moves")
