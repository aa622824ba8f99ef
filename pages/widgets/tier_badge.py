"""Tier badge: letter, word and colour of a tier."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.theme import TIER_COLOURS, TIER_INK
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS
from pages.widgets.escape import plain

STYLE = (
    "<style>"
    + "".join(
        f".st-key-tier_badge_{tier} p {{ background: {colour}; color: {TIER_INK[tier]}; border-radius: 0.4rem;"
        " padding: 0.15rem 0.7rem; font-weight: 600; white-space: nowrap; }"
        for tier, colour in TIER_COLOURS.items()
    )
    + "</style>"
)
"""A constant: no data goes in here."""


def show_tier_badge(tier: str | None, words: Language) -> None:
    """Show the badge, or that there is no tier. Once a page: its container has one key."""
    if tier is None:
        st.caption(words.say("no tier"))
        return
    st.html(STYLE)
    with st.container(key=f"tier_badge_{tier}", width="content"):
        st.markdown(plain(f"{tier} · {words.say(RANK_LABELS[tier])}"), width="content")
