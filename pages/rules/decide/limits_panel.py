"""Limits tab: seats, hysteresis and gates, their effects, and goal seek."""

from __future__ import annotations

import streamlit as st

from pages.rules.decide.limits.capacity import show_seats
from pages.rules.decide.limits.goal_seek import show_goal_seek_panel
from pages.rules.decide.limits.hysteresis_replay import show_replay
from pages.rules.decide.limits.limit_form import show_limit_form
from pages.rules.drafts.what_if_context import WhatIfContext


def show_limits(what_if: WhatIfContext) -> None:
    """Show the form, the effects of the limits now and in the past, and goal seek for one account."""
    with st.expander(what_if.words.say("Seats, buffer and gates of the draft"), expanded=True, key="limits_expander"):
        show_limit_form(what_if)
    show_seats(what_if)
    show_replay(what_if)
    show_goal_seek_panel(what_if)
