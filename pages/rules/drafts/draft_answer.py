"""Answer of a screen on the draft: what it changes, or what holds while it is unchanged."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import Message
from kam_core.whatif.draft_answer import draft_answer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.escape import plain


def show_draft_answer(what_if: WhatIfContext, question: str) -> None:
    """Show the question, the answer, and who moves and why; how to start while the draft is unchanged."""
    words, unchanged = what_if.words, what_if.is_unchanged
    found = draft_answer(what_if.result, unchanged)
    st.caption(question)
    st.subheader(plain(words.say(found.headline)))
    line = Message("Move a weight or a tier cut to see what changes.") if unchanged else found.cause
    bold = "" if found.population is None else f"**{plain(words.say(found.population))}** "
    st.markdown(bold + ("" if line is None else plain(words.say(line))))
