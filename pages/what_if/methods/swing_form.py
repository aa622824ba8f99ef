"""Swing weights: how much it is worth to lift a criterion from its worst to its best."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import UserError
from kam_core.weighting.swing import swing
from kam_core.whatif.methods.elicited import Scope, present_shares
from pages.what_if.case import Case
from pages.what_if.methods.weights_beside import labels_of, show_weights_beside
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

FULL = 100
STEP = 5


def show_swing(case: Case, scope: Scope) -> None:
    """A slider a name, then the weights, once a slider was moved."""
    words, labels = case.words, labels_of(case.draft, scope, case.words)
    st.caption(
        words.say(
            "Think of everything at its worst. Give 100 to what you would lift to its best first, and to the others "
            "what their lift is worth beside it."
        )
    )
    present = present_shares(case.draft, scope, case.context.active_criteria(case.draft))
    largest = max(present.values())
    # Where the sliders began stays known while the draft moves on: an answer is what a person changed.
    begun = st.session_state.setdefault(
        f"swing_begun_{scope.id}_{'_'.join(scope.names)}",
        {name: STEP * round(FULL / STEP * present[name] / largest) for name in scope.names},
    )
    points: dict[str, float] = {}
    columns = st.columns(3)
    for place, name in enumerate(scope.names):
        with columns[place % len(columns)]:
            key = f"swing_{scope.id}_{name}"
            points[name] = st.slider(plain(labels[name]), 0, FULL, begun[name], STEP, key=key, persist_state="session")
    if points == begun:
        st.caption(words.say("The sliders stand at your draft. Move one to weigh."))
        return
    try:
        shares = swing(points)
    except UserError as error:
        show_error(error.message, words)
        return
    show_weights_beside(case, scope, {words.say("Swings"): shares}, f"swing_{scope.id}")
