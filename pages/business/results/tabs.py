"""Tabs below the results: what they are made of, one subject each; the open one alone is drawn."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_
from pages.business.results.bridge_tab import show_bridge_tab
from pages.business.results.cards import BRIDGE_TAB
from pages.business.results.cash_tab import show_cash_tab
from pages.business.results.concentration_tab import show_concentration_tab
from pages.business.results.finance_tab import show_finance_tab
from pages.business.results.panels import show_dependence, show_key_accounts
from pages.business.results.result_figures import results_of
from pages.business.results.targets_tab import show_targets_tab
from pages.business.results.tier_changes import show_tier_changes
from pages.navigation.address_tabs import Tabs, open_tab, show_address_tabs
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
    "key": (N_("Key accounts"), show_key_account_tab),
    "tiers": (N_("Tier changes"), show_tier_changes),
    BRIDGE_TAB: (N_("Bridge"), show_bridge_tab),
    "targets": (N_("Targets and landing"), show_targets_tab),
    "cash": (N_("Cash"), show_cash_tab),
    "finance": (N_("Finance's figures"), show_finance_tab),
    "concentration": (N_("Concentration over time"), show_concentration_tab),
}
KEY = "results_tab"


def show_result_tabs(context: PageContext) -> None:
    """Show the tabs."""
    show_address_tabs(TABS, context, context.words, KEY)


def open_result_tab(name: str, words: Language) -> None:
    """Let the next run show a tab."""
    open_tab(TABS, name, words, KEY)
