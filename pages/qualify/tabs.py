"""Tabs of Qualify: the checks, and the influence of the accounts; the open one alone is drawn."""

from __future__ import annotations

from kam_core.vocabulary.message import N_
from pages.navigation.address_tabs import Tabs, show_address_tabs
from pages.qualify.checks import show_checks
from pages.qualify.influence import show_influence_panel
from pages.shell.page_context import PageContext

TABS: Tabs[PageContext] = {
    "checks": (N_("Checks"), show_checks),
    "influence": (N_("Influence"), show_influence_panel),
}


def show_qualify_tabs(context: PageContext) -> None:
    """Show the tabs."""
    show_address_tabs(TABS, context, context.words, "qualify_tab")
