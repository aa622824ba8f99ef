"""What would it take: a measure that lifts an account, or weights that put it before another."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.profile import choices
from kam_core.locale.language import Language
from kam_core.scoring.utility import AnyUtility
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.ranks import TIERS
from kam_core.whatif.goal_seek import Goal, Lift, goal, next_tier
from kam_core.whatif.inversion import step_of
from kam_core.whatif.outrank import Outranking, outrank
from pages.parts.choices import choose
from pages.parts.escape import plain
from pages.parts.headings import show_heading
from pages.parts.lab.case import Case
from pages.parts.rows import show_rows, unit_label

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
    _show_measures(case, row, wanted)
    show_heading(words.say("Which weights would put it before another?"))
    others = [account_id for account_id in names if account_id != account]
    other = choose(words.say("It should come before"), others, labels.__getitem__, "goal_other", words)
    if st.button(words.say("Find the smallest change of weights"), key="goal_weights"):
        st.session_state["goal_pair"] = (account, other)
    if st.session_state.get("goal_pair") == (account, other):
        _show_weights(case, row, rows[other])


def _show_measures(case: Case, row: int, tier: str) -> None:
    words = case.words
    if 0 <= int(case.drafted.tiers.tier[row]) <= TIERS.index(tier):
        st.caption(words.say("It has this tier or a better one already."))
        return
    found = goal(case.drafted, row, tier)
    for obstacle in found.obstacles:
        st.warning(plain(words.say(obstacle)))
    if not found.lifts and 0 <= int(case.drafted.tiers.kept[row]) <= TIERS.index(tier):
        st.caption(words.say("Its score suffices already."))
    if found.score_needed is not None:
        st.caption(_needed(found, words))
    if found.lifts:
        show_rows(
            lift_rows(case, found.lifts),
            "goal_lifts",
            {
                "measure": words.say("This alone"),
                "now": words.say("Now"),
                "goal": words.say("Needed"),
                "unit": words.say("Unit"),
                "why_not": words.say("Why not"),
            },
            right=("now", "goal"),
        )
        st.caption(words.say("One measure moves, everything else and everybody else stay as they are."))


def _needed(found: Goal, words: Language) -> str:
    assert found.score_needed is not None
    now = "–" if found.score_now is None else words.number(found.score_now, 2)
    return plain(
        words.say("Score {now}, needed {needed}.", now=now, needed=words.number(found.score_needed, 2)),
    )


def lift_rows(case: Case, lifts: tuple[Lift, ...]) -> pl.DataFrame:
    """One row per measure, those within reach first."""
    words = case.words
    return pl.DataFrame(
        [
            {
                "measure": words.say(MEASURES[one.measure].label),
                "now": _text(one, one.now, _utility(case, one), words),
                "goal": _text(one, one.goal, _utility(case, one), words),
                "unit": words.say(unit_label(one.measure)),
                "why_not": None if one.why_not is None else words.say(one.why_not),
            }
            for one in lifts
        ],
        schema=dict.fromkeys(("measure", "now", "goal", "unit", "why_not"), pl.String),
    )


def _utility(case: Case, lift: Lift) -> AnyUtility | None:
    return next((one.utility for one in case.draft.criteria if one.name == lift.criterion), None)


def _text(lift: Lift, value: float | None, utility: AnyUtility | None, words: Language) -> str | None:
    """A value to the digit in which it was sought: a rounded one might not suffice."""
    if value is None:
        return None
    step = 1.0 if utility is None else step_of(lift.measure, utility)
    digits = 0 if step >= 1 else len(f"{step:.9f}".rstrip("0").split(".")[1])
    match MEASURES[lift.measure].kind:
        case Kind.MONEY:
            return words.money(value * MONEY_SCALE, compact=False)
        case Kind.SHARE:
            return words.percent(value, max(1, digits - 2))
        case _:
            return words.number(value, digits)


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
    points = words.number(found.moved, 2)
    if found.exact:
        told = words.say("{points} points of weight move; nothing less suffices.", points=points)
    else:
        told = words.say(
            "{points} points of weight move. The two lack different values: less might do, but none was found.",
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
