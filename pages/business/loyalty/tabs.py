"""Tabs below the head of Loyalty, one subject each; the open one alone is drawn."""

from __future__ import annotations

from kam_core.vocabulary.message import N_
from pages.business.loyalty.cohorts import show_cohorts
from pages.business.loyalty.lifecycle import show_lifecycle
from pages.business.loyalty.win_back import show_win_back
from pages.navigation.address_tabs import Tabs, show_address_tabs
from pages.shell.page_context import PageContext

TABS: Tabs[PageContext] = {
    "lifecycle": (N_("Lifecycle"), show_lifecycle),
    "cohorts": (N_("Cohorts"), show_cohorts),
    "win_back": (N_("Win back lost accounts"), show_win_back),
}


def show_loyalty_tabs(context: PageContext) -> None:
    """Show the tabs."""
    show_address_tabs(TABS, context, context.words, "loyalty_tab")
