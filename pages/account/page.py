"""Account screen: tier, score, plan, touches and order lines of one account."""

import streamlit as st

from kam_core.charts.monthly_revenue import revenue_history_figure
from kam_core.charts.theme import CONFIG
from kam_core.charts.waterfall import score_waterfall_figure
from kam_core.insight import account_profile
from kam_core.scoring.tiering.reason import tier_reason
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Change
from kam_core.whatif.goal_seek.measure_change import next_tier
from pages.account.account_facts import show_facts
from pages.account.past_tiers import show_past_tiers
from pages.account.picker import account_picker
from pages.account.plan import is_table, show_plan
from pages.account.tables import beside_tier_rows, line_rows
from pages.account.touches import show_touches
from pages.navigation.page_link import BUYING, STAGE, YES
from pages.panels.override_form import current_override, override_form
from pages.shell.figure_info import figure_info
from pages.shell.page_context import page_context
from pages.widgets.escape import plain
from pages.widgets.goal_seek_table import show_goal_seek
from pages.widgets.headings import show_heading
from pages.widgets.metrics import Metric, show_metrics
from pages.widgets.row_table import show_rows
from pages.widgets.tier_badge import show_tier_badge

context = page_context()
words = context.words
portfolio = context.portfolio
title, switch = st.columns([5, 2], vertical_alignment="center")
with switch:
    requested_id = account_picker(context.dataset, portfolio, words)
account = account_profile.find(context.dataset, portfolio, requested_id) if requested_id else None
if account is not None and not context.scope.includes(portfolio.accounts["owner"][account.row]):
    account = None

if account is None:
    title.subheader(words.say("Account on one page"))
    st.info(
        plain(
            words.say(
                "No account with the id {id} on {day}. Choose another above.", id=requested_id, day=context.view.as_of
            )
        )
        if requested_id
        else words.say("Choose an account above, or click one in any table or chart.")
    )
    st.stop()

profile = account_profile.profile(context.dataset, portfolio, account.row, context.key_before)
with title, st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(plain(profile.name), width="content")
    show_tier_badge(profile.tier, words)
    with st.popover(
        words.say("Set tier manually…") if current_override(profile.account_id) is None else words.say("Manual tier…"),
        key="override",
    ):
        override_form(profile.account_id, words)
if account.member is not None:
    st.caption(words.say("{member} belongs to this group; the group is shown.", member=plain(account.member)))
st.markdown(plain(words.say(tier_reason(portfolio, account.row))))
if profile.was_key is not None:
    st.caption(words.say("No longer a key account (was {was}).", was=profile.was_key))
own = words.say("this account")
show_metrics(
    [
        Metric(
            words.say("Revenue"),
            words.money(profile.revenue),
            None if profile.growth is None else words.show(Change(profile.growth)),
            figure_info(context, "revenue", own),
        ),
        Metric(
            words.say("Margin rate"), words.maybe_percent(profile.margin_rate), info=figure_info(context, "margin", own)
        ),
        Metric(
            words.say("Rank by score"),
            words.show(profile.rank or "–"),
            words.say("of {count} active {count:customer|customers}", count=profile.buyers),
            figure_info(context, "rank"),
            "accounts",
            {BUYING: YES},
        ),
        Metric(
            words.say("Stage"),
            words.say(RANK_LABELS[profile.stage]),
            None,
            figure_info(context, "stage", own),
            "accounts",
            {STAGE: profile.stage},
        ),
    ],
    alarm=3 if profile.needs_call else None,
)

# A table of seven columns takes the whole width.
plan_column, touches_column = (st.container(), st.container()) if is_table() else st.columns(2)
with plan_column:
    show_plan(profile.account_id, account.codes, profile.owner, context)
with touches_column:
    show_touches(profile.account_id, account.codes, profile.owner, context)

left, right = st.columns(2)
with left:
    show_heading(words.say("Score: points earned / maximum"))
    if profile.score is None:
        st.info(words.say("No score: this account has no data for any criterion of the model."))
    else:
        st.plotly_chart(
            score_waterfall_figure(account_profile.steps(portfolio, account.row), profile.score, words),
            key="account_waterfall",
            config=CONFIG,
        )
with right:
    show_heading(words.say("Revenue by month, to {as_of}", as_of=context.view.as_of))
    st.plotly_chart(
        revenue_history_figure(account_profile.months(context.dataset, context.view, account.codes), words),
        key="account_history",
        config=CONFIG,
    )
    if profile.growth is not None:
        start, end = context.window_dates
        st.caption(
            words.say(
                "{start} – {end}, compared with {prior_start} – {prior_end}",
                start=start,
                end=end,
                **context.prior_dates,
            )
        )
    show_facts(profile, words)

show_heading(words.say("Compared with its tier"))
show_rows(
    beside_tier_rows(account_profile.beside_tier(portfolio, account.row), words),
    "account_measures",
    {
        "measure": words.say("Measure"),
        "value": words.say("This account"),
        "median": words.say("Median of its tier"),
        "unit": words.say("Unit"),
    },
    right=("value", "median"),
)

goal_tier = next_tier(portfolio, account.row)
if goal_tier is not None:
    show_heading(words.say("What would it take to reach {tier}?", tier=goal_tier))
    show_goal_seek(portfolio, account.row, goal_tier, words)

show_heading(words.say("Published tiers"))
show_past_tiers(profile.account_id, context)

lines = account_profile.latest_lines(context.dataset, context.view, account.codes)
show_heading(words.say("Latest order lines, with file and row"))
if lines.is_empty():
    st.caption(words.say("No order lines up to {day}.", day=context.view.as_of))
else:
    show_rows(
        line_rows(lines, words),
        "account_lines",
        {
            "day": words.say("Day"),
            "order_id": words.say("Order"),
            "product": words.say("Product"),
            "amount": words.say("Amount"),
            "margin": words.say("Margin"),
            "source": words.say("File"),
            "line": words.say("Line"),
        },
        right=("amount", "margin"),
    )
