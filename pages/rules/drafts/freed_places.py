"""Switch of the draft: whether places that gates free stay empty or are filled with the next accounts by score."""

from __future__ import annotations

import streamlit as st

from kam_core.scoring.model.labels import FREED_LABELS
from kam_core.scoring.model.model import rebuilt
from pages.rules.drafts.what_if_context import WhatIfContext


def show_freed_places(what_if: WhatIfContext, key: str) -> None:
    """Show the switch as it stands in the draft; another choice changes the draft."""
    words, draft = what_if.words, what_if.draft
    present = draft.gates.freed_places
    chosen = st.segmented_control(
        words.say("Places that gates free"),
        list(FREED_LABELS),
        default=present,
        required=True,
        format_func=lambda name: words.say(FREED_LABELS[name]),
        # Set anew whenever the draft has another value, also by another screen.
        key=f"{key}_freed_{present}",
    )
    if chosen is not None and chosen != present:
        what_if.use_as_draft(rebuilt(draft, gates={**draft.gates.model_dump(), "freed_places": chosen}))
