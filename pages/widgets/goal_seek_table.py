"""Goal seek table: the value that each measure alone would need for an account to reach a tier."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.utility import AnyUtility
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.goal_seek.measure_change import Goal, MeasureChange, goal
from kam_core.whatif.goal_seek.utility_inverse import step_of
from pages.widgets.escape import plain
from pages.widgets.measure_text import formula_texts, unit_label
from pages.widgets.row_table import show_rows


def show_goal_seek(portfolio: Portfolio, row: int, tier: str, words: Language) -> None:
    """Show how one row of `portfolio.accounts` reaches a tier by one measure at a time."""
    if 0 <= int(portfolio.tiers.tier[row]) <= TIERS.index(tier):
        st.caption(words.say("This account already has this tier or a higher one."))
        return
    result = goal(portfolio, row, tier)
    for obstacle in result.obstacles:
        st.warning(plain(words.say(obstacle)))
    if not result.measure_changes and 0 <= int(portfolio.tiers.after_hysteresis[row]) <= TIERS.index(tier):
        st.caption(words.say("Its score is already high enough."))
    if result.score_needed is not None:
        st.caption(_score_sentence(result, words))
    if result.measure_changes:
        show_rows(
            goal_seek_rows(portfolio.model, result.measure_changes, words),
            "goal_seek",
            {
                "measure": words.say("Change only this"),
                "now": words.say("Now"),
                "goal": words.say("Needed"),
                "unit": words.say("Unit"),
                "why_not": words.say("Obstacle"),
            },
            right=("now", "goal"),
            notes={"measure": formula_texts((change.measure for change in result.measure_changes), words)},
        )
        st.caption(words.say("Each row changes one measure only; all other measures and accounts stay the same."))


def _score_sentence(result: Goal, words: Language) -> str:
    assert result.score_needed is not None
    now = "–" if result.score_now is None else words.points(result.score_now)
    return plain(
        words.say("Score {now}, needed {needed}.", now=now, needed=words.points(result.score_needed)),
    )


def goal_seek_rows(model: Model, measure_changes: tuple[MeasureChange, ...], words: Language) -> pl.DataFrame:
    """One row per measure, those that can reach the tier first."""
    return pl.DataFrame(
        [
            {
                "measure": words.say(MEASURES[change.measure].label),
                "now": _text(change, change.now, _utility(model, change), words),
                "goal": _text(change, change.goal, _utility(model, change), words),
                "unit": words.say(unit_label(change.measure)),
                "why_not": None if change.why_not is None else words.say(change.why_not),
            }
            for change in measure_changes
        ],
        schema=dict.fromkeys(("measure", "now", "goal", "unit", "why_not"), pl.String),
    )


def _utility(model: Model, change: MeasureChange) -> AnyUtility | None:
    return next((one.utility for one in model.criteria if one.name == change.criterion), None)


def _text(change: MeasureChange, value: float | None, utility: AnyUtility | None, words: Language) -> str | None:
    """A value with the digits of its search step: a rounded one might not suffice."""
    if value is None:
        return None
    step = 1.0 if utility is None else step_of(change.measure, utility)
    digits = 0 if step >= 1 else len(f"{step:.9f}".rstrip("0").split(".")[1])
    match MEASURES[change.measure].kind:
        case Kind.MONEY:
            return words.money(value * MONEY_SCALE, compact=False)
        case Kind.SHARE:
            return words.percent(value, max(1, digits - 2))
        case _:
            return words.number(value, digits)
