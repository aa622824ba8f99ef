"""Stage changes between any two month-ends: flow and table."""

from __future__ import annotations

import datetime
from dataclasses import replace

import polars as pl
import streamlit as st

from kam_core.charts.loyalty.lifecycle import stage_flow_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.lifecycle import analysis
from kam_core.vocabulary.calendar import month_number
from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from pages.business.loyalty.tables import transition_rows
from pages.panels.date_pair import choose_dates, chosen_dates
from pages.shell.cache.frame_cache import frame, frame_key
from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

HEIGHT = 340


def show_stage_flow(context: PageContext) -> None:
    """Ask for the two dates, first those of the page, and show who went where between them."""
    words = context.words
    place = st.container()
    then, now = choose_dates(context, "stage")
    with place:
        show_heading(words.say("Stage changes from {then} to {now}", then=then, now=now))
        change = _transitions(context, then, now)
        if change is None:
            st.info(words.say("There are no data for {then}. Choose a later comparison date.", then=then))
        else:
            st.plotly_chart(
                stage_flow_figure(change.frame, then, now, words, HEIGHT), key="lifecycle_flow", config=CONFIG
            )


def show_stage_table(context: PageContext) -> None:
    """Show the matrix of the two dates that were chosen beside the flow."""
    words = context.words
    then, now = chosen_dates(context, "stage")
    change = _transitions(context, then, now)
    if change is None:
        return
    show_heading(words.say("All changes, from {then} (rows) to {now} (columns)", then=then, now=now))
    backward = analysis.count_moves(change).backward
    st.caption(
        words.say("Number of accounts; {count} moved to an earlier stage, recoveries among them.", count=backward)
    )
    show_rows(
        transition_rows(analysis.transition_table(change), words),
        "lifecycle_table",
        {"stage_then": then.isoformat(), **{stage: words.say(RANK_LABELS[stage]) for stage in STAGES}},
    )


def _transitions(context: PageContext, then: datetime.date, now: datetime.date) -> analysis.Transitions | None:
    """The moves of the accounts of the page; None where the data do not reach back to the earlier date."""
    start = context.dataset.first_month
    if start is None or month_number(then) < start:
        return None
    return analysis.transitions(_accounts(context, then), _accounts(context, now))


def _accounts(context: PageContext, date: datetime.date) -> pl.DataFrame:
    view = replace(context.view, as_of=date)
    return context.population.rows(frame(context.dataset, view, frame_key(context.dataset, view)))
