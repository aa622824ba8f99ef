"""Swing weighting form: rate the improvement of each criterion from worst to best."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import UserError
from kam_core.weighting.swing import swing
from kam_core.whatif.methods.elicited_weights import Scope, present_shares
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.weights.methods.weight_comparison import name_labels, show_weight_comparison
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

FULL = 100
STEP = 5


def show_swing(what_if: WhatIfContext, scope: Scope) -> None:
    """Show one slider per criterion, and the weights once a slider was moved."""
    words, labels = what_if.words, name_labels(what_if.draft, scope, what_if.words)
    st.caption(
        words.say(
            "Imagine all criteria at their worst. Give 100 points to the one you would improve first, then rate "
            "the others against it."
        )
    )
    present = present_shares(what_if.draft, scope, what_if.context.active_criteria(what_if.draft))
    largest = max(present.values())
    # The initial points are remembered while the draft changes: only moved sliders are an answer.
    initial = st.session_state.setdefault(
        f"swing_begun_{scope.id}_{'_'.join(scope.names)}",
        {name: STEP * round(FULL / STEP * present[name] / largest) for name in scope.names},
    )
    points: dict[str, float] = {}
    columns = st.columns(3)
    for position, name in enumerate(scope.names):
        with columns[position % len(columns)]:
            key = f"swing_{scope.id}_{name}"
            points[name] = st.slider(
                plain(labels[name]), 0, FULL, initial[name], STEP, key=key, persist_state="session"
            )
    if points == initial:
        st.caption(words.say("The sliders show your draft. Move one to start."))
        return
    try:
        shares = swing(points)
    except UserError as error:
        show_error(error.message, words)
        return
    show_weight_comparison(what_if, scope, {words.say("Swing weighting"): shares}, f"swing_{scope.id}")
