"""Weighting methods tab: pairwise, best–worst, swing, data-based weights, and TOPSIS for comparison."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.vocabulary.message import N_
from kam_core.whatif.methods.elicited_weights import Scope, scopes
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.weights.methods import best_worst_form, pairwise_form
from pages.rules.weights.methods.data_based_weights import show_data_advice
from pages.rules.weights.methods.second_opinion import show_second_opinion
from pages.rules.weights.methods.swing_form import show_swing
from pages.rules.weights.methods.weight_comparison import scope_label
from pages.widgets.choices import choose

METHODS = {
    "pairwise": N_("Pairwise comparison (AHP)"),
    "best_worst": N_("Best–worst method (BWM)"),
    "swing": N_("Swing weighting"),
    "data": N_("Weights from data"),
    "topsis": N_("Second opinion"),
}
BOX_WIDTH = 360
QUESTIONNAIRES: dict[str, tuple[Callable[[WhatIfContext, Scope], None], int]] = {
    "pairwise": (pairwise_form.show_pairwise, pairwise_form.MOST_NAMES),
    "best_worst": (best_worst_form.show_best_worst, best_worst_form.MOST_NAMES),
    "swing": (show_swing, 100),
}
"""Methods with questions: the function that shows them, and the most names that they can have."""


def show_methods(what_if: WhatIfContext) -> None:
    """Show the choice of a method, its questions, and its weights beside the present ones."""
    words = what_if.words
    method = st.segmented_control(
        words.say("Method"),
        list(METHODS),
        required=True,
        format_func=lambda name: words.say(METHODS[name]),
        key="lab_method",
        persist_state="session",
        default="pairwise",
        label_visibility="collapsed",
    )
    if method == "data":
        show_data_advice(what_if)
    elif method == "topsis":
        show_second_opinion(what_if)
    elif method is not None:
        show, most = QUESTIONNAIRES[method]
        _show_questionnaire(what_if, show, most)


def _show_questionnaire(what_if: WhatIfContext, show: Callable[[WhatIfContext, Scope], None], most: int) -> None:
    words = what_if.words
    scopes_by_id = {
        scope.id: scope
        for scope in scopes(what_if.draft, what_if.context.active_criteria(what_if.draft))
        if len(scope.names) <= most
    }
    if not scopes_by_id:
        st.caption(words.say("Fewer than two criteria have data, so they cannot be compared."))
        return
    chosen = choose(
        words.say("Set weights for"),
        list(scopes_by_id),
        lambda one: scope_label(scopes_by_id[one], words),
        "lab_scope",
        words,
        width=BOX_WIDTH,
    )
    if scopes_by_id[chosen].kind == "group":
        st.caption(words.say("The group's total stays the same and is split among its criteria."))
    elif scopes_by_id[chosen].kind == "groups":
        st.caption(
            words.say(
                "Set the group weights first; criteria within a group keep their proportions until you change them."
            )
        )
    show(what_if, scopes_by_id[chosen])
