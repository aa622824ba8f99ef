"""Steps of the import wizard in their order, and the choice of the one that is shown."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.message import N_

UNDERSTOOD, COLUMNS, SALES, ISSUES, DIFFERENCE = "understood", "columns", "sales", "issues", "difference"
STEPS = {
    UNDERSTOOD: N_("1 Recognition"),
    COLUMNS: N_("2 Columns"),
    SALES: N_("3 What counts as a sale"),
    ISSUES: N_("4 Issues"),
    DIFFERENCE: N_("5 Changes"),
}


SHOWN, LEAD = "wizard_step", "wizard_lead"
"""Session keys of the step that is shown, and of the step that the wizard leads to next."""


_RULES = """<style>
[class*="st-key-step_"] [role="radiogroup"] { border-bottom: 1px solid light-dark(#d5dbe1, #3a434d); }
[class*="st-key-step_"] button { border: 0 !important; background: none !important; padding-left: 0; }
[class*="st-key-step_"] button * { overflow: visible; }
[class*="st-key-step_"] button p { color: light-dark(#5a6672, #a3adba); }
[class*="st-key-step_"] button p::first-letter {
  background: light-dark(#e8eff6, #223040); border-radius: 999px; padding: 0.15rem 0.5rem; margin-right: 0.4rem;
}
[class*="st-key-step_"] button[aria-checked="true"] p { color: inherit; font-weight: 700; }
[class*="st-key-step_"] button[aria-checked="true"] p::first-letter {
  background: light-dark(#2f5d8a, #7fb0dd); color: light-dark(#ffffff, #14181d);
}
</style>"""
"""Numbers of the steps in circles, that of the present step filled."""


def go_to(step: str) -> None:
    """Lead to a step when the page is drawn again."""
    st.session_state[LEAD] = step


def ask_step(outcome: Outcome, words: Language) -> str:
    """Ask for the step to show; the label of the issues has their number."""
    st.html(_RULES)
    key = f"step_{words.code}"
    if LEAD in st.session_state:
        st.session_state[SHOWN] = st.session_state[key] = st.session_state.pop(LEAD)
    counts = Counter(one.severity for one in outcome.findings)
    issues = counts["error"] + counts["ask"] + counts["reject"] + counts["warn"]

    def step_label(step: str) -> str:
        label = words.say(STEPS[step])
        return f"{label} ({issues})" if step == ISSUES and issues else label

    steps = list(STEPS) if outcome.refusal is None else [UNDERSTOOD, COLUMNS, SALES, ISSUES]
    shown = st.session_state.get(SHOWN)
    first = shown if shown in steps else UNDERSTOOD
    chosen = st.segmented_control(
        words.say("Steps"),
        steps,
        # A value set by `go_to` and a default exclude each other.
        default=None if key in st.session_state else first,
        required=True,
        format_func=step_label,
        key=key,
        label_visibility="collapsed",
        width="stretch",
    )
    st.session_state[SHOWN] = chosen
    return chosen or first
