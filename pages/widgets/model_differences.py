"""The differences between two models, line by line."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.difference import differences
from kam_core.scoring.model.model import Model
from pages.widgets.escape import plain

MOST_OPEN = 8
"""More lines than these scroll in a box of their own."""
BOX_HEIGHT = 260


def show_differences(before: Model, after: Model, words: Language) -> None:
    """Show what differs, with the old and the new value; or that nothing does."""
    found = differences(before, after)
    if not found:
        st.caption(words.say("No differences."))
        return
    lines = [
        f"- {plain(words.say(one.what))}: {plain(words.show(one.before))} → **{plain(words.show(one.after))}**"
        for one in found
    ]
    with st.container(height=BOX_HEIGHT if len(lines) > MOST_OPEN else "content"):
        st.markdown("\n".join(lines))
