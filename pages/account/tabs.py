"""Tabs of the account screen; the open one is in the address."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.vocabulary.message import N_
from pages.account.account_view import AccountView
from pages.account.order_lines import show_order_lines
from pages.account.people import show_people
from pages.account.pipeline import show_pipeline
from pages.account.plan import show_account_plan
from pages.account.score import show_score
from pages.account.summary.parts import show_summary
from pages.account.voice import show_voice
from pages.navigation.address_parameters import asked_parameters, write_parameters
from pages.navigation.page_link import TAB

TABS: dict[str, tuple[str, Callable[[AccountView], None]]] = {
    "summary": (N_("Summary"), show_summary),
    "money": (N_("Money"), show_order_lines),
    "people": (N_("People"), show_people),
    "voice": (N_("Voice & care"), show_voice),
    "pipeline": (N_("Pipeline"), show_pipeline),
    "plan": (N_("Plan"), show_account_plan),
    "score": (N_("Score"), show_score),
}
FIRST = next(iter(TABS))
PARAMETERS = (TAB,)


def show_tabs(view: AccountView) -> None:
    """Show the tabs; the open one alone is drawn."""
    words = view.words
    labels = {name: words.say(label) for name, (label, _) in TABS.items()}
    key = f"account_tab_{words.code}"
    asked = asked_parameters(PARAMETERS).get(TAB)
    if asked in TABS:
        st.session_state[key] = labels[asked]
    tabs = st.tabs(list(labels.values()), key=key, on_change="rerun")
    for tab, (name, (_, show)) in zip(tabs, TABS.items(), strict=True):
        if tab.open:
            # The first tab needs no name: an address that is not written again is no step of the browser's history.
            write_parameters(PARAMETERS, {} if name == FIRST else {TAB: name})
            with tab:
                show(view)
