"""Score of an account by part of the model: points earned of the maximum."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.score_groups import score_groups_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.account_summary.health_and_value import health_and_value_line
from kam_core.insight.account_summary.score_groups import score_groups
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.vocabulary.message import Message, Points
from pages.account.account_view import AccountView
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures


def show_score_bars(view: AccountView) -> None:
    """Show the parts; together they are the score."""
    words, score = view.words, view.profile.score
    if score is None:
        show_section("score", words.say("Score"))
        st.caption(words.say("No score: this account has no data for any criterion of the model."))
        return
    heading = say_figures(words, Message("Score {score}", score=view.figure("score", Points(score))))
    show_section("score", heading, words.say("points earned of maximum"))
    groups = sorted(score_groups(view.portfolio, view.account.row), key=lambda one: -one.earned)
    st.plotly_chart(
        score_groups_figure(
            [words.say(GROUP_LABELS[one.group]) for one in groups],
            [one.earned for one in groups],
            [one.possible for one in groups],
            words,
        ),
        key="account_score_bars",
        config=CONFIG,
    )
    st.caption(plain(say_figures(words, health_and_value_line(view.portfolio, view.account.row))))
