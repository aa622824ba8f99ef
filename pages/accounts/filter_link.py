"""Filters of the account list in the address: tiers, stages, and active customers only."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_list.account_rows import AccountFilter
from kam_core.vocabulary.enums import STAGES, TIERS
from pages.accounts.account_list import BUYING_KEY, filter_key
from pages.navigation.address_parameters import asked_parameters, write_parameters
from pages.navigation.page_link import BUYING, STAGE, TIER, YES
from pages.shell.page_context import PageContext

KNOWN = {TIER: TIERS, STAGE: STAGES}
PARAMETERS = (*KNOWN, BUYING)


def apply_filter_link(context: PageContext) -> None:
    """Set the filters that the address names and clear the others, unless this session wrote it."""
    asked = asked_parameters(PARAMETERS)
    if not asked:
        return
    for name in ("owner", "industry", "region"):
        st.session_state[filter_key(name, context)] = []
    st.session_state["portfolio_text"] = ""
    for name, values in KNOWN.items():
        wanted = asked.get(name, "").split(",")
        st.session_state[filter_key(name, context)] = [value for value in values if value in wanted]
    st.session_state[BUYING_KEY] = asked.get(BUYING) == YES


def write_filter_link(filters: AccountFilter) -> None:
    """Let the address say the filters in use."""
    chosen = {TIER: ",".join(filters.tiers), STAGE: ",".join(filters.stages), BUYING: YES if filters.buying else ""}
    write_parameters(PARAMETERS, {name: text for name, text in chosen.items() if text})
