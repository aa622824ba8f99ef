"""The steps of an import in their order, and the one that is shown."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.message import N_

UNDERSTOOD, COLUMNS, SALES, ISSUES, DIFFERENCE = "understood", "columns", "sales", "issues", "difference"
STEPS = {
    UNDERSTOOD: N_("1 What was understood"),
    COLUMNS: N_("2 Columns"),
    SALES: N_("3 What counts as a sale"),
    ISSUES: N_("4 Issues"),
    DIFFERENCE: N_("5 Difference"),
}


def ask_step(outcome: Outcome, words: Language) -> str:
    """Which step to look at; the issues say how many there are."""
    counts = Counter(one.severity for one in outcome.findings)
    issues = counts["error"] + counts["ask"] + counts["reject"] + counts["warn"]

    def said(step: str) -> str:
        label = words.say(STEPS[step])
        return f"{label} ({issues})" if step == ISSUES and issues else label

    steps = list(STEPS) if outcome.refusal is None else [UNDERSTOOD, COLUMNS, SALES, ISSUES]
    kept = st.session_state.get("wizard_step")
    chosen: str = st.segmented_control(
        words.say("Steps"),
        steps,
        default=kept if kept in steps else UNDERSTOOD,
        required=True,
        format_func=said,
        key=f"step_{words.code}",
        label_visibility="collapsed",
        width="stretch",
    )
    st.session_state["wizard_step"] = chosen
    return chosen
