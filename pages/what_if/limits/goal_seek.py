"""What would it take: a measure that lifts an account, or weights that put it before another."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.account_profile import choices
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.whatif.goal_seek.measure_change import next_tier
from kam_core.whatif.goal_seek.weight_change import Outranking, outrank
from pages.what_if.case import Case
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.goal_seek_table import show_goal_seek
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

HARDLY_MOVED = 1e-9


def show_goals(case: Case) -> None:
    """Goal seek by measure, then by weights, for accounts that are chosen here."""
    words, accounts = case.words, case.drafted.accounts
    names = choices(case.drafted)
    if len(names) < 2:
        return
    labels = {account_id: f"{name} · {account_id}" for account_id, name in names.items()}
    rows = {account_id: row for row, account_id in enumerate(accounts["account_id"].to_list())}
    # Whoever is S already is asked about last.
    names = dict(sorted(names.items(), key=lambda one: int(case.drafted.tiers.tier[rows[one[0]]]) == 0))
    show_heading(words.say("What would it take?"))
    left, right = st.columns([3, 1])
    with left:
        account = choose(words.say("Account"), list(names), labels.__getitem__, "goal_account", words)
    row = rows[account]
    tier = next_tier(case.drafted, row)
    with right:
        wanted = choose(words.say("Tier"), TIERS[:-1], str, f"goal_tier_{account}", words, first=tier)
    show_goal_seek(case.drafted, row, wanted, words)
    show_heading(words.say("Which weights would put it before another?"))
    others = [account_id for account_id in names if account_id != account]
    other = choose(words.say("It should come before"), others, labels.__getitem__, "goal_other", words)
    if st.button(words.say("Find the smallest change of weights"), key="goal_weights"):
        st.session_state["goal_pair"] = (account, other)
    if st.session_state.get("goal_pair") == (account, other):
        _show_weights(case, row, rows[other])


def _show_weights(case: Case, row: int, other: int) -> None:
    words = case.words
    with st.spinner(words.say("Looking for weights …")):
        found = outrank(case.drafted, row, other)
    if found.why_not is not None:
        st.warning(plain(words.say(found.why_not)))
        return
    if found.moved == 0 or found.weights is None:
        st.caption(words.say("It comes before the other one already."))
        return
    points = round(found.moved, 2)
    if found.exact:
        told = words.say(
            "{points} {points:point|points} of weight {points:moves|move}; nothing less suffices.", points=points
        )
    else:
        told = words.say(
            "{points} {points:point|points} of weight {points:moves|move}. The two lack different values: less "
            "might do, but none was found.",
            points=points,
        )
    st.markdown(plain(told))
    show_rows(
        weight_rows(case, found),
        "goal_weight_rows",
        {"criterion": words.say("Criterion"), "now": words.say("Draft"), "then": words.say("Then")},
        right=("now", "then"),
    )
    if st.button(words.say("Take as draft"), key="goal_take"):
        case.take(case.draft.with_weights(found.weights))


def weight_rows(case: Case, found: Outranking) -> pl.DataFrame:
    """The criteria whose weight moves."""
    words, weights = case.words, found.weights or {}
    return pl.DataFrame(
        [
            {
                "criterion": words.say(MEASURES[one.measure].label),
                "now": words.number(one.weight, 2),
                "then": words.number(weights[one.name], 2),
            }
            for one in case.draft.criteria
            if abs(weights[one.name] - one.weight) > HARDLY_MOVED
        ],
        schema=dict.fromkeys(("criterion", "now", "then"), pl.String),
    )
