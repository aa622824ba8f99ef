"""Tabs below the head of Loyalty, one subject each; the open one alone is drawn."""

from __future__ import annotations

from kam_core.vocabulary.message import N_
from pages.business.loyalty.lifecycle import show_lifecycle
from pages.business.loyalty.losses import show_losses
from pages.business.loyalty.renewals import show_renewals
from pages.business.loyalty.who_may_leave import show_who_may_leave
from pages.navigation.address_tabs import Tabs, show_address_tabs
from pages.shell.page_context import PageContext

TABS: Tabs[PageContext] = {
    "lifecycle": (N_("Lifecycle"), show_lifecycle),
    "who_may_leave": (N_("Who may leave"), show_who_may_leave),
    "renewals": (N_("Renewals"), show_renewals),
    "losses": (N_("Left, and why"), show_losses),
}


def show_loyalty_tabs(context: PageContext) -> None:
    """Show the tabs."""
    show_address_tabs(TABS, context, context.words, "loyalty_tab")
