"""Lifecycle: the stages now and before, who cools, whom to win back, and every change of stage."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.lifecycle import funnel_figure, stage_flow_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.lifecycle import analysis
from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from pages.business.loyalty.tables import (
    cooling_columns,
    cooling_rows,
    transition_rows,
    win_back_columns,
    win_back_rows,
)
from pages.navigation.page_link import STAGE
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading
from pages.widgets.linked_charts import show_leading
from pages.widgets.row_table import show_rows

HEIGHT = 340


def show_lifecycle(context: PageContext) -> None:
    """Show the lifecycle of the accounts of the page."""
    words = context.words
    then, now = context.earlier_view.as_of, context.view.as_of
    accounts = context.accounts
    stages = analysis.funnel(accounts)
    change = analysis.transitions(context.population.rows(context.earlier.accounts), accounts)
    # Before the first line nothing is known of anybody: no account was a prospect then.
    moved = analysis.count_moves(change) if context.reaches_earlier else None

    left, right = st.columns([4, 5])
    with left:
        show_heading(words.say("Stages on {now}", now=now))
        show_leading(funnel_figure(stages, words, HEIGHT), "lifecycle_funnel", "accounts", parameter=STAGE)
    with right:
        show_heading(words.say("Stage changes from {then} to {now}", then=then, now=now))
        if moved is not None:
            st.plotly_chart(
                stage_flow_figure(change.frame, then, now, words, HEIGHT), key="lifecycle_flow", config=CONFIG
            )
        else:
            st.info(words.say("There are no data for {then}. Choose a later comparison date.", then=then))

    cooling = analysis.cooling_key(accounts)
    show_heading(words.say("Cooling key accounts: call these first"))
    st.caption(
        words.say(
            "Current and former key accounts with no purchase for longer than usual, or with 30% less revenue and "
            "fewer purchases."
        )
    )
    show_accounts(cooling_rows(cooling, words), words, "lifecycle_cooling", cooling_columns(words))

    ended = analysis.win_back_list(accounts)
    show_heading(words.say("Win back: lost accounts, highest value first"))
    if ended["was_tier"].is_not_null().any():
        st.caption(words.say("Former key accounts come first."))
    show_accounts(
        context.with_value_texts(win_back_rows(ended, words), "industry"),
        words,
        "lifecycle_win_back",
        win_back_columns(words),
        height=400,
    )

    if moved is not None:
        show_heading(words.say("All changes, from {then} (rows) to {now} (columns)", then=then, now=now))
        st.caption(
            words.say(
                "Number of accounts; {count} moved to an earlier stage, recoveries among them.", count=moved.backward
            )
        )
        show_rows(
            transition_rows(analysis.transition_table(change), words),
            "lifecycle_table",
            {"stage_then": then.isoformat(), **{stage: words.say(RANK_LABELS[stage]) for stage in STAGES}},
        )
