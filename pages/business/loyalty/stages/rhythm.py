"""Rhythm of the accounts: time in stage, who is stuck there, and whose next purchase is overdue."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.lifecycle.next_purchase import overdue_purchases
from kam_core.insight.lifecycle.stage_time import stage_times, stuck_accounts
from pages.shell.cache.lifecycle_cache import stages_so_far
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column

MOST_LATE = 100
"""Overdue accounts listed: nobody calls more."""


def show_time_in_stage(context: PageContext, accounts: pl.DataFrame) -> None:
    """Show how long the accounts of each stage have been there, and how many are stuck."""
    words, rules = context.words, context.view.lifecycle
    times = stage_times(accounts, stages_so_far(context), rules)
    if times.is_empty():
        return
    show_rows(
        times,
        "lifecycle_times",
        {
            "stage": words.say("Stage"),
            "accounts": words.say("Accounts"),
            "median_days": words.say("Median days in stage"),
            "stuck": words.say("Stuck"),
        },
        infos={
            "stuck": words.say(
                "Initial for more than {initial} days, or cooling for more than {cooling} days.",
                initial=rules.stuck_initial_days,
                cooling=rules.stuck_cooling_days,
            )
        },
    )


def show_overdue_purchases(context: PageContext, accounts: pl.DataFrame) -> None:
    """Show whose next purchase is overdue by its own rhythm, and who is stuck in its stage."""
    words = context.words
    late = overdue_purchases(accounts, context.view)
    show_heading(
        words.say("Purchases overdue on {now}", now=context.view.as_of),
        words.say("last purchase + usual gap of the account"),
    )
    if accounts["gap_days"].is_null().all():
        st.caption(words.say("No account has a usual gap yet: that takes purchases on three days."))
    elif late.is_empty():
        st.caption(words.say("Every account with a usual gap bought in time."))
    else:
        if late.height > MOST_LATE:
            st.caption(words.say("Top {shown} of {all}.", shown=MOST_LATE, all=late.height))
        show_accounts(
            late.head(MOST_LATE), words, "lifecycle_overdue",
            {
                "next_purchase_due": Column(words.say("Was due"), kind=Cell.DATE, priority=ANSWER),
                "days_late": Column(words.say("Days late"), priority=ANSWER),
                "gap_days": Column(words.say("Usual gap (days)"), digits=0, priority=REASON),
            },
            height=300,
        )  # fmt: skip
    stuck = stuck_accounts(accounts, stages_so_far(context), context.view.lifecycle)
    if stuck.is_empty():
        return
    show_heading(words.say("Stuck in their stage on {now}", now=context.view.as_of))
    show_accounts(
        stuck, words, "lifecycle_stuck",
        {
            "days_in_stage": Column(words.say("Days in stage"), priority=ANSWER),
            "purchases_total": Column(words.say("Total purchases"), priority=REASON),
        },
        height=300,
    )  # fmt: skip
