"""Lifecycle: the stages now and before, who cools, who is late or stuck, what each stage buys, and the rules."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.loyalty.lifecycle import funnel_figure
from kam_core.insight.lifecycle import analysis
from kam_core.insight.lifecycle.sentence import lifecycle_answer, lifecycle_line, lifecycle_population
from pages.business.loyalty.stages.manual_stages import show_manual_stages
from pages.business.loyalty.stages.rhythm import show_overdue_purchases, show_time_in_stage
from pages.business.loyalty.stages.rules_form import show_lifecycle_rules
from pages.business.loyalty.stages.stage_changes import HEIGHT, show_stage_flow, show_stage_table
from pages.business.loyalty.stages.stage_families import show_stage_families
from pages.business.loyalty.tables import cooling_columns, cooling_rows
from pages.navigation.page_link import STAGE
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.linked_charts import show_leading
from pages.widgets.shown_figures import say_figures


def show_lifecycle(context: PageContext) -> None:
    """Show the lifecycle of the accounts of the page."""
    words, accounts = context.words, context.accounts
    stages = analysis.funnel(accounts)
    _say_stages(context, accounts, stages)
    left, right = st.columns([4, 5])
    with left:
        show_heading(words.say("Stages on {now}", now=context.view.as_of))
        show_leading(funnel_figure(stages, words, HEIGHT), "lifecycle_funnel", "accounts", parameter=STAGE)
        show_time_in_stage(context, accounts)
    with right:
        show_stage_flow(context)
    _show_cooling(context, accounts)
    show_overdue_purchases(context, accounts)
    show_stage_families(context, accounts)
    show_stage_table(context)
    show_manual_stages(context)
    show_lifecycle_rules(context)


def _say_stages(context: PageContext, accounts: pl.DataFrame, stages: pl.DataFrame) -> None:
    """Say who cools and who buys steadily, and what moved since the earlier date."""
    words = context.words
    # Before the first line nothing is known of anybody: no account was a prospect then.
    moved = None
    if context.reaches_earlier:
        before = context.population.rows(context.earlier.accounts)
        moved = analysis.count_moves(analysis.transitions(before, accounts))
    st.markdown(f"**{plain(say_figures(words, lifecycle_answer(stages)))}**")
    line = lifecycle_line(stages, moved, context.earlier_view.as_of, context.window_text)
    population = plain(say_figures(words, lifecycle_population(stages)))
    st.markdown(f"**{population}** {plain(say_figures(words, line))}")


def _show_cooling(context: PageContext, accounts: pl.DataFrame) -> None:
    """Show the key accounts that cool, the most money at stake first, and the limits by which they do."""
    words, rules = context.words, context.view.lifecycle
    show_heading(words.say("Cooling key accounts: call these first"))
    st.caption(
        words.say(
            "Current and former key accounts with no purchase for longer than usual, or with {fall} less revenue and "
            "fewer purchases.",
            fall=words.percent(-rules.cooling_growth),
        )
    )
    cooling = analysis.cooling_key(accounts)
    show_accounts(cooling_rows(cooling, words), words, "lifecycle_cooling", cooling_columns(words))
