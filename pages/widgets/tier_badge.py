"""Tier badge: letter and colour of a tier."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK
from kam_core.locale.language import Language

STYLE = (
    "<style>"
    + "".join(
        f".st-key-tier_badge_{tier} p {{ background: light-dark({colour}, {DARK_TIER_COLOURS[tier]});"
        f" color: light-dark({TIER_INK[tier]}, {DARK_TIER_INK[tier]}); border-radius: 6px; width: 32px;"
        " line-height: 32px; text-align: center; font-weight: 700; font-size: 1.15rem; }"
        for tier, colour in TIER_COLOURS.items()
    )
    + "</style>"
)
"""A constant: no data goes in here."""


def show_tier_badge(tier: str | None, words: Language) -> None:
    """Show the letter of the tier, or that there is no tier. Once a page: its container has one key."""
    if tier is None:
        st.caption(words.say("no tier"), width="content")
        return
    st.html(STYLE)
    with st.container(key=f"tier_badge_{tier}", width="content"):
        st.markdown(tier, width="content")
