"""Plain levers: sliders of Streamlit, and charts that the server draws on release."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.pareto import PUBLISHED_AND_DRAFT, pareto_figure
from kam_core.charts.theme import CONFIG
from kam_core.charts.tiers import score_distribution_figure, tier_flow_figure
from kam_core.locale.language import Language
from kam_core.whatif.comparison import WhatIf
from kam_core.whatif.score_histogram import score_classes
from pages.shell.view_choices import change_view, view_choices

PLAIN = "plain_levers"


def ask_plain_levers(words: Language) -> bool:
    """Ask whether to use plain sliders; the choice is stored in the workspace."""
    was_on = bool(view_choices().get(PLAIN, False))
    is_on = st.toggle(
        words.say("Plain sliders"),
        value=was_on,
        key=PLAIN,
        help=words.say("No live charts: figures update when you release a slider."),
    )
    if is_on != was_on:
        change_view(**{PLAIN: is_on})
    return is_on


def show_charts(result: WhatIf, words: Language) -> None:
    """Show flow and Pareto curve, and the distribution on demand."""
    flow, curve = st.columns(2)
    with flow:
        st.plotly_chart(tier_flow_figure(result.flow.tolist(), words, 270), key="flow", config=CONFIG)
    with curve:
        st.plotly_chart(
            pareto_figure(
                result.curve_after,
                words,
                words.say("revenue"),
                before=result.curve_before,
                names=PUBLISHED_AND_DRAFT,
                height=270,
            ),
            key="whatif_pareto",
            config=CONFIG,
        )
    if st.toggle(words.say("Show the score distribution"), key="show_scores", persist_state="session"):
        bins, counts, cuts = score_classes(result)
        st.plotly_chart(score_distribution_figure(bins, counts, cuts, words), key="scores", config=CONFIG)
