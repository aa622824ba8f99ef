"""Gates of the draft: effects, exceptions, and whether the places that they free are filled by score."""

from __future__ import annotations

import streamlit as st

from kam_core.scoring.model.labels import FREED_LABELS
from kam_core.scoring.model.model import rebuilt
from pages.panels.invest_marks import show_gates_panel
from pages.rules.drafts.what_if_context import WhatIfContext


def show_gate_settings(what_if: WhatIfContext, key: str) -> None:
    """Show what the gates do under the draft, their exceptions, and the switch for the places that they free."""
    show_gates_panel(what_if.context, what_if.result.gated, key)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_gate_settings"):
        _show_freed_places(what_if, key)


def _show_freed_places(what_if: WhatIfContext, key: str) -> None:
    """Show the switch as it stands in the draft; another choice changes the draft."""
    words, draft = what_if.words, what_if.draft
    present = draft.gates.freed_places
    st.caption(words.say("Places that gates free:"), width="content")
    chosen = st.segmented_control(
        words.say("Places that gates free"),
        list(FREED_LABELS),
        default=present,
        required=True,
        format_func=lambda name: words.say(FREED_LABELS[name]),
        # Set anew whenever the draft has another value, also by another screen.
        key=f"{key}_freed_{present}",
        label_visibility="collapsed",
        width="content",
    )
    if chosen is not None and chosen != present:
        what_if.use_as_draft(rebuilt(draft, gates={**draft.gates.model_dump(), "freed_places": chosen}))
