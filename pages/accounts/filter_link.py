"""Filters of the account list in the address: tiers, roles, stages, switches, and the name of a saved view."""

from __future__ import annotations

from kam_core.insight.account_list.account_filter import AccountFilter, FilterOptions
from kam_core.services.rules.saved_views import SAVED_VIEWS
from kam_core.vocabulary.enums import STAGES, TIERS, VALUE_CLASSES
from kam_core.vocabulary.message import Message
from pages.accounts.filter_bar import set_filter
from pages.accounts.saved_view import open_view
from pages.navigation.address_parameters import asked_parameters, write_parameters
from pages.navigation.page_link import BUYING, KEY, PROVISIONAL, ROLE, SAVED, STAGE, TIER, YES
from pages.shell.page_context import PageContext
from pages.widgets.messages import show_error

KNOWN = {TIER: TIERS, STAGE: STAGES, ROLE: VALUE_CLASSES}
PARAMETERS = (*KNOWN, BUYING, KEY, PROVISIONAL, SAVED)


def apply_filter_link(context: PageContext, options: FilterOptions) -> None:
    """Set the saved view or the filters that the address names and clear the others, unless this session wrote it."""
    asked = asked_parameters(PARAMETERS)
    if not asked:
        return
    name = asked.get(SAVED)
    if name is not None:
        view = context.document(SAVED_VIEWS).value.get(name)
        if view is not None:
            open_view(context, view, options)
            return
        show_error(Message("There is no saved view called {name}.", name=name), context.words)
    chosen = {
        parameter: tuple(value for value in values if value in asked.get(parameter, "").split(","))
        for parameter, values in KNOWN.items()
    }
    wanted = AccountFilter(
        tiers=chosen[TIER],
        stages=chosen[STAGE],
        roles=chosen[ROLE],
        buying=asked.get(BUYING) == YES,
        key=asked.get(KEY) == YES,
        provisional=asked.get(PROVISIONAL) == YES,
    )
    set_filter(context, wanted, options)


def write_filter_link(filters: AccountFilter, saved: str | None) -> None:
    """Let the address say the filters in use, and the saved view that they are."""
    chosen = {
        TIER: ",".join(filters.tiers),
        STAGE: ",".join(filters.stages),
        ROLE: ",".join(filters.roles),
        BUYING: YES if filters.buying else "",
        KEY: YES if filters.key else "",
        PROVISIONAL: YES if filters.provisional else "",
        SAVED: saved or "",
    }
    write_parameters(PARAMETERS, {name: text for name, text in chosen.items() if text})
