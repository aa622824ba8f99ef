"""Tabs of the judge screen; the open one is in the address."""

from __future__ import annotations

from collections.abc import Callable

from kam_core.vocabulary.message import N_
from pages.judge.judging import show_judging
from pages.judge.rounds.committee import show_rounds
from pages.navigation.address_tabs import show_address_tabs
from pages.shell.page_context import PageContext

TABS: dict[str, tuple[str, Callable[[PageContext], None]]] = {
    "grid": (N_("Marks"), show_judging),
    "rounds": (N_("Committee"), show_rounds),
}


def show_tabs(context: PageContext) -> None:
    """Show the tabs; the open one alone is drawn. A single tab needs no bar."""
    if len(TABS) == 1:
        next(iter(TABS.values()))[1](context)
        return
    show_address_tabs(TABS, context, context.words, "judge_tab")
