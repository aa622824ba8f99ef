"""One account on one page."""

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
from pages.panels.override_form import override_form, standing
from pages.shell.page_context import page_context
from pages.widgets.escape import plain
from pages.widgets.goal_seek_table import show_goal_seek
from pages.widgets.headings import show_heading
from pages.widgets.metrics import show_metrics
from pages.widgets.row_table import show_rows
from pages.widgets.tier_badge import show_tier_badge

context = page_context()
words = context.words
portfolio = context.portfolio
title, switch = st.columns([5, 2], vertical_alignment="center")
with switch:
    asked = account_picker(context.dataset, portfolio, words)
found = account_profile.find(context.dataset, portfolio, asked) if asked else None
if found is not None and not context.scope.includes(portfolio.accounts["owner"][found.row]):
    found = None

if found is None:
    title.subheader(words.say("One account on one page"))
    st.info(
        plain(words.say("No account has the id {id} on {day}. Choose one above.", id=asked, day=context.view.as_of))
        if asked
        else words.say("Choose an account above, or click one in a list or picture.")
    )
    st.stop()

who = account_profile.profile(context.dataset, portfolio, found.row, context.key_before)
with title, st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(plain(who.name), width="content")
    show_tier_badge(who.tier, words)
    with st.popover(
        words.say("Override the tier…") if standing(who.account_id) is None else words.say("Tier set by hand…"),
        key="override",
    ):
        override_form(who.account_id, words)
if found.member is not None:
    st.caption(words.say("{member} belongs to this group; the group is shown.", member=plain(found.member)))
st.markdown(plain(words.say(tier_reason(portfolio, found.row))))
if who.was_key is not None:
    st.caption(words.say("No longer a key account: {was}.", was=who.was_key))
show_metrics(
    [
        (
            words.say("Revenue"),
            words.money(who.revenue),
            None if who.growth is None else words.show(Change(who.growth)),
        ),
        (words.say("Margin rate"), words.maybe_percent(who.margin_rate), None),
        (
            words.say("Rank by score"),
            words.show(who.rank or "–"),
            words.say("of {count} {count:buyer|buyers}", count=who.buyers),
        ),
        (words.say("Stage"), words.say(RANK_LABELS[who.stage]), None),
    ],
    alarm=3 if who.needs_call else None,
)

# A table of seven columns takes the whole width.
planned, touched = (st.container(), st.container()) if is_table() else st.columns(2)
with planned:
    show_plan(who.account_id, found.codes, who.owner, context)
with touched:
    show_touches(who.account_id, found.codes, who.owner, context)

left, right = st.columns(2)
with left:
    show_heading(words.say("What the score is made of: points of what is possible"))
    if who.score is None:
        st.info(words.say("No score: none of the model's measures is known of this account."))
    else:
        st.plotly_chart(
            score_waterfall_figure(account_profile.steps(portfolio, found.row), who.score, words),
            key="account_waterfall",
            config=CONFIG,
        )
with right:
    show_heading(words.say("Revenue by month, to {as_of}", as_of=context.view.as_of))
    st.plotly_chart(
        revenue_history_figure(account_profile.months(context.dataset, context.view, found.codes), words),
        key="account_history",
        config=CONFIG,
    )
    if who.growth is not None:
        start, end = context.window_dates
        st.caption(
            words.say(
                "{start} – {end}, against {prior_start} – {prior_end}", start=start, end=end, **context.prior_dates
            )
        )
    show_facts(who, words)

show_heading(words.say("Beside its tier"))
show_rows(
    beside_tier_rows(account_profile.beside_tier(portfolio, found.row), words),
    "account_measures",
    {
        "measure": words.say("Measure"),
        "value": words.say("This account"),
        "median": words.say("Median of its tier"),
        "unit": words.say("Unit"),
    },
    right=("value", "median"),
)

wanted = next_tier(portfolio, found.row)
if wanted is not None:
    show_heading(words.say("What would it take to become {tier}?", tier=wanted))
    show_goal_seek(portfolio, found.row, wanted, words)

show_heading(words.say("Tiers that were published"))
show_past_tiers(who.account_id, context)

lines = account_profile.latest_lines(context.dataset, context.view, found.codes)
show_heading(words.say("The latest order lines, down to the cell they came from"))
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
