"""Closest accounts: which are nearest to another tier, and the range of each lever without tier changes."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, UserError
from kam_core.whatif.robustness.closest_accounts import (
    ClosestAccount,
    closest_by_score,
    closest_by_weight,
    tied_sentence,
)
from kam_core.whatif.robustness.portfolio_weight_range import (
    LeverRange,
    TierCrossing,
    change_text,
    lever_ranges,
    no_ranges_reason,
    tightest_lever_sentence,
)
from kam_core.whatif.robustness.quota_interval import quota_intervals
from pages.rules.drafts.answer_cache import cached_answer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.test.weight_ranges import show_lever_end
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.measure_text import formula_texts
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows
from pages.widgets.tables.cells import move_text
from pages.widgets.tables.column import ANSWER, Column

SHOWN = 20
NAMED = 4
"""Accounts named at the end of a range; the others are counted."""


def show_closest(what_if: WhatIfContext) -> None:
    """Show the ranges of the levers, then the accounts that the smallest change would move."""
    words, portfolio = what_if.words, what_if.draft_portfolio
    try:
        none = no_ranges_reason(portfolio)
        if none is not None:
            st.info(plain(words.say(none)))
            return
        with st.spinner(words.say("Finding the closest accounts …")):
            ranges, by_weight, by_score = cached_answer(what_if, ("closest",), lambda: _find_closest(portfolio))
    except UserError as error:
        show_error(error.message, words)
        return
    show_heading(words.say("How far each weight can move before an account changes tier"))
    sentence = tightest_lever_sentence(portfolio, ranges) or Message("No single weight changes any tier.")
    tied = tied_sentence(portfolio)
    with st.container(key="closest_sentence"):
        st.markdown(plain(words.say(sentence)))
        if tied is not None:
            st.markdown(plain(words.say(tied)))
    st.caption(
        words.say(
            "Weight in points. The total stays the same: the other weights adjust in proportion. Gates, seats "
            "and published tiers are ignored."
        )
    )
    show_lever_end(portfolio, words)
    columns = {
        "criterion": words.say("Weight"),
        "present": words.say("Now"),
        "low": words.say("From"),
        "high": words.say("To"),
        "below": words.say("Below this range"),
        "above": words.say("Above this range"),
    }
    measures = (portfolio.model.criteria[one.criterion].measure for one in ranges)
    show_rows(
        _lever_rows(portfolio, ranges, words),
        "lever_ranges",
        columns,
        right=("present", "low", "high"),
        notes={"criterion": formula_texts(measures, words)},
    )
    show_heading(words.say("Closest to a tier change by one weight"))
    show_accounts(_nearby_rows(by_weight, words), words, "closest_weight", _columns(words))
    show_heading(words.say("Closest to a tier change by score"))
    show_accounts(_nearby_rows(by_score, words), words, "closest_score", _columns(words))


def _find_closest(
    portfolio: Portfolio,
) -> tuple[tuple[LeverRange, ...], tuple[ClosestAccount, ...], tuple[ClosestAccount, ...]]:
    """Ranges and both lists; the intervals of a quota are computed once for all."""
    intervals = quota_intervals(portfolio) if isinstance(portfolio.model.cut, QuotaCut) else None
    return (
        lever_ranges(portfolio, intervals),
        closest_by_weight(portfolio, SHOWN, intervals),
        closest_by_score(portfolio, SHOWN),
    )


def _lever_rows(portfolio: Portfolio, ranges: Sequence[LeverRange], words: Language) -> pl.DataFrame:
    criteria = portfolio.model.criteria
    return pl.DataFrame(
        [
            {
                "criterion": words.say(MEASURES[criteria[one.criterion].measure].label),
                "present": words.number(one.present, 2),
                "low": words.number(one.low, 2),
                "high": words.number(one.high, 2),
                "below": _changes_text(portfolio, one.below, words),
                "above": _changes_text(portfolio, one.above, words),
            }
            for one in ranges
        ]
    )


def _changes_text(portfolio: Portfolio, changes: Sequence[TierCrossing], words: Language) -> str:
    if not changes:
        return words.say("none")
    named = words.listed([words.say(change_text(portfolio, change)) for change in changes[:NAMED]])
    others = len(changes) - NAMED
    return named if others <= 0 else words.say("{named} and {count} more", named=named, count=others)


def _nearby_rows(found: Sequence[ClosestAccount], words: Language) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "account_id": one.account_id,
                "name": one.name,
                "move": move_text(one.tier, one.then),
                "change": one.change,
                "why": words.say(one.why),
                "revenue": one.revenue,
            }
            for one in found
        ]
    )


def _columns(words: Language) -> dict[str, Column]:
    return {"change": Column(words.say("Points"), digits=2, priority=ANSWER)}
