"""Explanation of tier changes: matrix and curve of all, and sentence, steps and criteria of a chosen one."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.pareto import PUBLISHED_AND_DRAFT, pareto_figure
from kam_core.charts.theme import CONFIG
from kam_core.charts.tier_change_steps import distance_figure, distance_text
from kam_core.charts.tiers import tier_flow_figure
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_
from kam_core.whatif.explanation.steps import CriterionPart, Explanation
from kam_core.whatif.explanation.tier_change import explain, movers
from pages.rules.drafts.account_search import find_account
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

STEP_LABELS = {
    "cut": N_("Cut"),
    "after_hysteresis": N_("Published tier"),
    "gated": N_("Gates"),
    "after_capacity": N_("Seats"),
    "tier": N_("Manual tier"),
}
"""The steps of a tier, in their order."""


def show_explanation(what_if: WhatIfContext) -> None:
    """Show why a chosen mover moves, without a remainder, the largest first; then the flow and the curve of all."""
    words, before, after = what_if.words, what_if.published, what_if.draft_portfolio
    rows = movers(before, after)
    if not len(rows):
        st.caption(words.say("Your draft changes no tiers."))
        return
    row = find_account(after, rows, "why_account", words)
    if row is not None:
        _show_account(before, after, row, words)
    _show_charts(what_if)


def _show_account(before: Portfolio, after: Portfolio, row: int, words: Language) -> None:
    explanation = explain(before, after, row)
    with st.container(key="why_sentence"):
        st.markdown(plain(words.say(explanation.sentence)))
    left, right = st.columns([3, 2])
    with left:
        if explanation.distance is not None:
            st.plotly_chart(distance_figure(explanation.distance, words), key="why_way", config=CONFIG)
            st.caption(
                words.say("Distance to the cut of {tier} (0 or more reaches it)", tier=explanation.distance.boundary)
            )
        else:
            st.caption(words.say("Distances cannot be compared because the two cuts use different methods."))
    with right:
        show_heading(words.say("Step by step"))
        show_rows(
            _step_rows(explanation, words),
            "why_steps",
            {"step": words.say("Step"), "before": words.say("Published"), "after": words.say("Draft")},
        )
    if explanation.criteria:
        show_heading(words.say("Effect of each criterion on the score"))
        columns = _criterion_columns(explanation.criteria, words)
        criterion_rows = _criterion_rows(explanation.criteria, words)
        show_rows(
            criterion_rows,
            "why_criteria",
            columns,
            right=tuple(name for name in columns if name != "criterion"),
            notes={"criterion": criterion_rows["formula"].to_list()},
        )
        st.caption(
            words.say(
                "Each number is the change in score from one criterion. Together they add up to the total change."
            )
        )


def _show_charts(what_if: WhatIfContext) -> None:
    words, result = what_if.words, what_if.result
    flow, curve = st.columns(2, gap="large")
    with flow:
        show_heading(words.say("Accounts: published → draft"))
        st.plotly_chart(tier_flow_figure(result.flow.tolist(), words, 270), key="flow", config=CONFIG)
    with curve:
        show_heading(words.say("Cumulative revenue, customers ranked by score"))
        figure = pareto_figure(
            result.curve_after,
            words,
            words.say("revenue"),
            before=result.curve_before,
            names=PUBLISHED_AND_DRAFT,
            height=270,
        )
        st.plotly_chart(figure, key="whatif_pareto", config=CONFIG)


def _tier_letter(code: int) -> str:
    return TIERS[code] if code >= 0 else "–"


def _step_rows(explanation: Explanation, words: Language) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "step": words.say(label),
                "before": "–"
                if explanation.steps_before is None
                else _tier_letter(getattr(explanation.steps_before, name)),
                "after": _tier_letter(getattr(explanation.steps_after, name)),
            }
            for name, label in STEP_LABELS.items()
        ]
    )


def _criterion_columns(parts: tuple[CriterionPart, ...], words: Language) -> dict[str, str]:
    """The columns with a value other than zero."""
    causes = {
        "weights": words.say("by weights"),
        "data": words.say("by data"),
        "ranges": words.say("by ranges and other accounts"),
    }
    return {
        "criterion": words.say("Criterion"),
        "weight": words.say("Weight"),
        "points": words.say("Points"),
        **{name: label for name, label in causes.items() if any(getattr(part, name) for part in parts)},
    }


def _criterion_rows(parts: tuple[CriterionPart, ...], words: Language) -> pl.DataFrame:
    """The largest parts first; numbers as the reader writes them."""
    ordered = sorted(parts, key=lambda part: -abs(part.data + part.weights + part.ranges))
    return pl.DataFrame(
        [
            {
                "criterion": words.say(MEASURES[part.measure].label),
                "formula": words.say(MEASURES[part.measure].formula),
                "weight": _from_to(part.weight_before, part.weight_after, words),
                "points": _from_to(part.points_before, part.points_after, words),
                "weights": distance_text(part.weights, "points", words),
                "data": distance_text(part.data, "points", words),
                "ranges": distance_text(part.ranges, "points", words),
            }
            for part in ordered
        ]
    )


def _from_to(before: float | None, after: float | None, words: Language) -> str:
    texts = ["–" if value is None else words.number(value, 1) for value in (before, after)]
    return texts[0] if texts[0] == texts[1] else " → ".join(texts)
