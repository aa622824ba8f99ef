"""Tabs below the head of Loyalty, one subject each; the open one alone is drawn."""

from __future__ import annotations

from kam_core.vocabulary.message import N_
from pages.business.loyalty.cohorts import show_cohorts
from pages.business.loyalty.customer_equity import show_customer_equity
from pages.business.loyalty.forecast_check import show_forecast_check
from pages.business.loyalty.losses import show_losses
from pages.business.loyalty.renewals import show_renewals
from pages.business.loyalty.stages.lifecycle import show_lifecycle
from pages.business.loyalty.who_may_leave import show_who_may_leave
from pages.business.loyalty.win_back import show_win_back
from pages.navigation.address_tabs import Tabs, show_address_tabs
from pages.shell.page_context import PageContext

TABS: Tabs[PageContext] = {
    "who_may_leave": (N_("Who may leave"), show_who_may_leave),
    "lifecycle": (N_("Lifecycle"), show_lifecycle),
    "cohorts": (N_("Cohorts"), show_cohorts),
    "win_back": (N_("Win back lost accounts"), show_win_back),
    "renewals": (N_("Renewals"), show_renewals),
    "losses": (N_("Left, and why"), show_losses),
    "worth": (N_("What loyalty is worth"), show_customer_equity),
    "check": (N_("Forecast check"), show_forecast_check),
}


def show_loyalty_tabs(context: PageContext) -> None:
    """Show the tabs."""
    show_address_tabs(TABS, context, context.words, "loyalty_tab")
