"""Goal seek: a measure that raises an account to a tier, or weights that rank it before another."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.account_profile import choices
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.whatif.goal_seek.measure_change import next_tier
from kam_core.whatif.goal_seek.weight_change import Outranking, outrank
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.goal_seek_table import show_goal_seek
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

SMALLEST_CHANGE = 1e-9


def show_goal_seek_panel(what_if: WhatIfContext) -> None:
    """Show goal seek by measure, then by weights, for a chosen account."""
    words, accounts = what_if.words, what_if.draft_portfolio.accounts
    names = choices(what_if.draft_portfolio)
    if len(names) < 2:
        return
    labels = {account_id: f"{name} · {account_id}" for account_id, name in names.items()}
    rows = {account_id: row for row, account_id in enumerate(accounts["account_id"].to_list())}
    # Accounts in S come last.
    names = dict(sorted(names.items(), key=lambda one: int(what_if.draft_portfolio.tiers.tier[rows[one[0]]]) == 0))
    show_heading(words.say("What would it take?"))
    left, right = st.columns([3, 1])
    with left:
        account = choose(words.say("Account"), list(names), labels.__getitem__, "goal_account", words)
    row = rows[account]
    tier = next_tier(what_if.draft_portfolio, row)
    with right:
        goal_tier = choose(words.say("Tier"), TIERS[:-1], str, f"goal_tier_{account}", words, first=tier)
    show_goal_seek(what_if.draft_portfolio, row, goal_tier, words)
    show_heading(words.say("Which weights would rank it above another account?"))
    others = [account_id for account_id in names if account_id != account]
    other = choose(words.say("Rank above"), others, labels.__getitem__, "goal_other", words)
    if st.button(words.say("Find the smallest weight change"), key="goal_weights"):
        st.session_state["goal_pair"] = (account, other)
    if st.session_state.get("goal_pair") == (account, other):
        _show_weights(what_if, row, rows[other])


def _show_weights(what_if: WhatIfContext, row: int, other: int) -> None:
    words = what_if.words
    with st.spinner(words.say("Finding weights …")):
        result = outrank(what_if.draft_portfolio, row, other)
    if result.why_not is not None:
        st.warning(plain(words.say(result.why_not)))
        return
    if result.moved == 0 or result.weights is None:
        st.caption(words.say("It already ranks above the other account."))
        return
    points = round(result.moved, 2)
    if result.exact:
        text = words.say(
            "Smallest change: {points} point of weight.",
            "Smallest change: {points} points of weight.",
            "points",
            points=points,
        )
    else:
        text = words.say(
            "Change found: {points} point of weight. The two accounts lack different data, so a smaller change "
            "may exist.",
            "Change found: {points} points of weight. The two accounts lack different data, so a smaller change "
            "may exist.",
            "points",
            points=points,
        )
    st.markdown(plain(text))
    show_rows(
        weight_rows(what_if, result),
        "goal_weight_rows",
        {"criterion": words.say("Criterion"), "now": words.say("Draft"), "then": words.say("After the change")},
        right=("now", "then"),
    )
    if st.button(words.say("Use as draft"), key="goal_take"):
        what_if.use_as_draft(what_if.draft.with_weights(result.weights))


def weight_rows(what_if: WhatIfContext, result: Outranking) -> pl.DataFrame:
    """Rows of the criteria whose weight changes."""
    words, weights = what_if.words, result.weights or {}
    return pl.DataFrame(
        [
            {
                "criterion": words.say(MEASURES[one.measure].label),
                "now": words.number(one.weight, 2),
                "then": words.number(weights[one.name], 2),
            }
            for one in what_if.draft.criteria
            if abs(weights[one.name] - one.weight) > SMALLEST_CHANGE
        ],
        schema=dict.fromkeys(("criterion", "now", "then"), pl.String),
    )
