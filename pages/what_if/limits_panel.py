"""Tiers under limits: seats, the band round the cuts, gates – and what it would take to get further up."""

from __future__ import annotations

import streamlit as st

from pages.what_if.case import Case
from pages.what_if.limits.capacity import show_seats
from pages.what_if.limits.goal_seek import show_goals
from pages.what_if.limits.hysteresis_replay import show_replay
from pages.what_if.limits.limit_form import show_limit_form


def show_limits(case: Case) -> None:
    """The form, then what its limits do now, what they would have done, and the way up for one account."""
    with st.expander(case.words.say("Seats, band and gates of the draft"), expanded=True, key="limits_expander"):
        show_limit_form(case)
    show_seats(case)
    show_replay(case)
    show_goals(case)
