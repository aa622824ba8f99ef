"""Visit of a screen: from opening it to opening another one."""

from __future__ import annotations

import streamlit as st

from pages.navigation.account_walk import SCREEN

_VISIT = "visit_number"


def note_visit(address: str) -> None:
    """Count a new visit where another screen was drawn last."""
    if st.session_state.get(SCREEN) != address:
        st.session_state[SCREEN] = address
        st.session_state[_VISIT] = visit() + 1


def visit() -> int:
    """The number of the present visit in this session."""
    return int(st.session_state.get(_VISIT, 0))
