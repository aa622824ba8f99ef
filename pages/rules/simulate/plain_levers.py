"""Plain levers: sliders of Streamlit, and a chart that the server draws on release."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.theme import CONFIG
from kam_core.charts.tiers import score_distribution_figure
from kam_core.locale.language import Language
from kam_core.whatif.comparison import WhatIf
from kam_core.whatif.score_histogram import score_classes
from pages.shell.view_choices import change_view, view_choices

PLAIN = "plain_levers"


def uses_plain_levers() -> bool:
    """Whether this reader chose plain sliders; the choice is stored in the workspace."""
    return bool(view_choices().get(PLAIN, False))


def ask_plain_levers(words: Language) -> None:
    """Ask whether to use plain sliders, and draw the page again where that changes."""
    was_on = uses_plain_levers()
    is_on = st.toggle(
        words.say("Plain sliders"),
        value=was_on,
        key=PLAIN,
        help=words.say("No live charts: figures update when you release a slider."),
    )
    if is_on != was_on:
        change_view(**{PLAIN: is_on})
        st.rerun()


def show_scores(result: WhatIf, words: Language) -> None:
    """Show the score distribution on demand."""
    if st.toggle(words.say("Show the score distribution"), key="show_scores", persist_state="session"):
        bins, counts, cuts = score_classes(result)
        st.plotly_chart(score_distribution_figure(bins, counts, cuts, words), key="scores", config=CONFIG)
