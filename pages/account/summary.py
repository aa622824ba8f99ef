"""Summary tab of an account: key figures, revenue by month, facts, plan and touches."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.monthly_revenue import revenue_history_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight import account_profile
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Change, Money, Share, Term
from pages.account.account_facts import show_facts
from pages.account.account_view import AccountView
from pages.account.plan import is_table, show_plan
from pages.account.touches import show_touches
from pages.navigation.page_link import BUYING, STAGE, YES
from pages.shell.figure_info import figure_info
from pages.widgets.headings import show_heading
from pages.widgets.metrics import Metric, show_metrics
from pages.widgets.shown_figures import show_figure


def show_summary(view: AccountView) -> None:
    """Show what a manager reads first, and what is done with the account."""
    context, words, profile, account = view.context, view.words, view.profile, view.account
    own, alone = words.say("this account"), f"account:{profile.account_id}"
    show_metrics(
        [
            Metric(
                words.say("Revenue"),
                show_figure(words, "revenue", alone, Money(profile.revenue)),
                None if profile.growth is None else words.show(Change(profile.growth)),
                figure_info(context, "revenue", own),
            ),
            Metric(
                words.say("Margin rate"),
                show_figure(
                    words, "margin_rate", alone, None if profile.margin_rate is None else Share(profile.margin_rate)
                ),
                info=figure_info(context, "margin", own),
            ),
            Metric(
                words.say("Rank by score"),
                show_figure(words, "rank", alone, profile.rank),
                words.say("of {count} active customer", "of {count} active customers", "count", count=profile.buyers),
                figure_info(context, "rank"),
                "accounts",
                {BUYING: YES},
            ),
            Metric(
                words.say("Stage"),
                show_figure(words, "stage", alone, Term(RANK_LABELS[profile.stage])),
                None,
                figure_info(context, "stage", own),
                "accounts",
                {STAGE: profile.stage},
            ),
        ],
        alarm=3 if profile.needs_call else None,
    )
    left, right = st.columns([3, 2])
    with left:
        _show_months(view)
    with right:
        show_facts(profile, context)
    # A table of seven columns takes the whole width.
    plan_column, touches_column = (st.container(), st.container()) if is_table() else st.columns(2)
    with plan_column:
        show_plan(profile.account_id, account.codes, profile.owner, context)
    with touches_column:
        show_touches(profile.account_id, account.codes, profile.owner, context)


def _show_months(view: AccountView) -> None:
    context, words, profile, account = view.context, view.words, view.profile, view.account
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
