"""Tabs of the account screen; the open one is in the address."""

from __future__ import annotations

from collections.abc import Callable

from kam_core.vocabulary.message import N_
from pages.account.account_view import AccountView
from pages.account.character.parts import show_character
from pages.account.order_lines import show_order_lines
from pages.account.people import show_people
from pages.account.pipeline import show_pipeline
from pages.account.plan import show_account_plan
from pages.account.score import show_score
from pages.account.summary.parts import show_summary
from pages.account.voice import show_voice
from pages.navigation.address_tabs import show_address_tabs

TABS: dict[str, tuple[str, Callable[[AccountView], None]]] = {
    "summary": (N_("Summary"), show_summary),
    "money": (N_("Money"), show_order_lines),
    "people": (N_("People"), show_people),
    "voice": (N_("Voice & care"), show_voice),
    "pipeline": (N_("Pipeline"), show_pipeline),
    "plan": (N_("Plan"), show_account_plan),
    "character": (N_("Customer profile"), show_character),
    "score": (N_("Score"), show_score),
}


def show_tabs(view: AccountView) -> None:
    """Show the tabs; the open one alone is drawn."""
    show_address_tabs(TABS, view, view.words, "account_tab")
