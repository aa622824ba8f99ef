"""Weights by method: asked in pairs, by best and worst, by swings, read from the data; and a second opinion."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.vocabulary.message import N_
from kam_core.whatif.methods.elicited import Scope, scopes
from pages.what_if.case import Case
from pages.what_if.methods import best_worst_form, pairwise_form
from pages.what_if.methods.data_advice import show_data_advice
from pages.what_if.methods.other_order import show_other_order
from pages.what_if.methods.swing_form import show_swing
from pages.what_if.methods.weights_beside import scope_label
from pages.widgets.choices import choose

METHODS = {
    "pairwise": N_("In pairs"),
    "best_worst": N_("Best and worst"),
    "swing": N_("Swings"),
    "data": N_("What the data say"),
    "topsis": N_("Second opinion"),
}
BOX_WIDTH = 360
ASKED: dict[str, tuple[Callable[[Case, Scope], None], int]] = {
    "pairwise": (pairwise_form.show_pairwise, pairwise_form.MOST_NAMES),
    "best_worst": (best_worst_form.show_best_worst, best_worst_form.MOST_NAMES),
    "swing": (show_swing, 100),
}
"""Methods that ask: what draws the questions, and how many things they can be about."""


def show_methods(case: Case) -> None:
    """Choose a method, answer it, look at its weights beside the present ones, and take them as draft."""
    words = case.words
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
        show_data_advice(case)
    elif method == "topsis":
        show_other_order(case)
    elif method is not None:
        show, most = ASKED[method]
        _ask(case, show, most)


def _ask(case: Case, show: Callable[[Case, Scope], None], most: int) -> None:
    words = case.words
    found = {
        scope.id: scope
        for scope in scopes(case.draft, case.context.active_criteria(case.draft))
        if len(scope.names) <= most
    }
    if not found:
        st.caption(words.say("There are no two criteria with data to weigh against each other."))
        return
    chosen = choose(
        words.say("Weigh"), list(found), lambda one: scope_label(found[one], words), "lab_scope", words, width=BOX_WIDTH
    )
    if found[chosen].kind == "group":
        st.caption(words.say("The group keeps its points; its criteria share them."))
    elif found[chosen].kind == "groups":
        st.caption(words.say("Groups first; within a group the criteria keep their proportions until you weigh them."))
    show(case, found[chosen])
