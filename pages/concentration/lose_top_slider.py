"""The lever of the concentration page: how many of the first ones are lost."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language

MOST_LOST = 20


def loss_slider(units: int, words: Language) -> int:
    """From none to the first twenty, always leaving one; 0 where there is nobody to lose."""
    most = min(MOST_LOST, max(1, units - 1))
    lost = st.slider(
        words.say("Lose the top …"),
        0,
        most,
        0,
        width=260,
        disabled=units < 2,
        # A slider of another length is another slider: a kept value may lie beyond its end.
        key=f"concentration_lose_{most}",
        persist_state="session",
    )
    return int(lost)
