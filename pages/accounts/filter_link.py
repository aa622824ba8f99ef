"""Filters of the account list in the address: tiers, stages, and active customers only."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_list import AccountFilter
from kam_core.vocabulary.enums import STAGES, TIERS
from pages.accounts.account_list import BUYING_KEY, filter_key
from pages.navigation.page_link import BUYING, STAGE, TIER, YES
from pages.shell.page_context import PageContext

_WRITTEN = "account_filters_written"
KNOWN = {TIER: TIERS, STAGE: STAGES}
PARAMETERS = (*KNOWN, BUYING)


def apply_filter_link(context: PageContext) -> None:
    """Set the filters that the address names and clear the others, unless this session wrote it."""
    asked = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    if not asked or asked == st.session_state.get(_WRITTEN):
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
    written = {name: text for name, text in chosen.items() if text}
    asked = st.query_params.to_dict()
    wanted = {name: text for name, text in asked.items() if name not in PARAMETERS} | written
    if asked != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_WRITTEN] = written
