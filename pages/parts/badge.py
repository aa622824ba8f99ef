"""A tier as a badge: its letter, its word and its colour."""

from __future__ import annotations

from html import escape

import streamlit as st

from kam_core.charts.theme import TIER_COLOURS, TIER_INK
from kam_core.locale.language import Language
from kam_core.vocabulary.ranks import RANK_LABELS

_BADGES = {
    tier: f'<span style="background:{TIER_COLOURS[tier]};color:{TIER_INK[tier]};border-radius:0.4rem;'
    'padding:0.2rem 0.7rem;font-weight:600;white-space:nowrap">{text}</span>'
    for tier in TIER_COLOURS
}
"""Constants of our own; the only thing put in is a word of the catalogue."""


def show_tier_badge(tier: str | None, words: Language) -> None:
    """The badge, or in words that there is no tier."""
    if tier is None:
        st.caption(words.say("no tier"))
    else:
        st.html(_BADGES[tier].format(text=escape(f"{tier} · {words.say(RANK_LABELS[tier])}")), width="content")
