"""Tabs below the results: what they are made of, one subject each; the open one alone is drawn."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import N_
from pages.business.results.panels import show_dependence, show_key_accounts
from pages.business.results.result_figures import results_of
from pages.business.results.tier_changes import show_tier_changes
from pages.navigation.address_tabs import Tabs, show_address_tabs
from pages.shell.page_context import PageContext


def show_key_account_tab(context: PageContext) -> None:
    """Show the key accounts at both dates, and how much rests on the largest customers."""
    found = results_of(context)
    left, right = st.columns([3, 2], gap="large")
    with left:
        show_key_accounts(found, context.words)
    with right:
        show_dependence(found, context.words)


TABS: Tabs[PageContext] = {
    "tiers": (N_("Tier changes"), show_tier_changes),
    "key": (N_("Key accounts"), show_key_account_tab),
}


def show_result_tabs(context: PageContext) -> None:
    """Show the tabs."""
    show_address_tabs(TABS, context, context.words, "results_tab")
