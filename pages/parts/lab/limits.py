"""Tiers under limits: seats, the band round the cuts, gates – and what it would take to get further up."""

from __future__ import annotations

import streamlit as st

from pages.parts.lab.case import Case
from pages.parts.lab.limiting.goals import show_goals
from pages.parts.lab.limiting.limit_form import show_limit_form
from pages.parts.lab.limiting.replaying import show_replay
from pages.parts.lab.limiting.seats import show_seats


def show_limits(case: Case) -> None:
    """The form, then what its limits do now, what they would have done, and the way up for one account."""
    with st.expander(case.words.say("Seats, band and gates of the draft"), expanded=True, key="limits_expander"):
        show_limit_form(case)
    show_seats(case)
    show_replay(case)
    show_goals(case)
