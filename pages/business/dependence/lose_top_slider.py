"""Lose-top slider of the concentration screen: how many of the largest accounts are lost."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language

MOST_LOST = 20


def lose_top_slider(units: int, words: Language) -> int:
    """Ask for a number from 0 to 20, always leaving one account; 0 where there is nobody to lose."""
    most = min(MOST_LOST, max(1, units - 1))
    lost = st.slider(
        words.say("If we lost the top N accounts"),
        0,
        most,
        0,
        width=260,
        disabled=units < 2,
        # A slider of another length has another key: the remembered value may be beyond its end.
        key=f"concentration_lose_{most}",
        persist_state="session",
    )
    return int(lost)
