"""The context in the address: data set, as-of date, window, unit, comparison and owner, read and written.

Only what was chosen by hand is in it, so that a bookmark goes on showing the latest month.
"""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.message import Message
from pages.navigation.address_parameters import asked_parameters, write_parameters
from pages.navigation.page_link import CONTEXT, WORKSPACE
from pages.shell.actor import default_owner
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id, use_data_set
from pages.shell.owner_choice import ALL_OWNERS, current_owners, find_owner
from pages.shell.valid_choices import valid_choices
from pages.shell.view_choices import change_view, view_choices
from pages.shell.workspace import workspace
from pages.widgets.messages import post_error

DATA_SET, *CHOICES = CONTEXT
OWNER = "owner"
WITHOUT = {OWNER: ALL_OWNERS, "window": str(DEFAULT_WINDOW_MONTHS), "unit": "account"}
"""What holds without a choice: a link that says it changes nothing."""


def apply_context_link() -> None:
    """Take over what the address says, unless this session wrote it: a link, a bookmark, or the way back."""
    asked = asked_parameters(CONTEXT)
    if not asked:
        return
    wanted = asked.get(DATA_SET, data_set_id())
    if wanted != data_set_id():
        data_set = None if wanted == DEMO else open_store().data_sets.find(wanted)
        if wanted == DEMO or (data_set is not None and data_set.head is not None):
            use_data_set(None if wanted == DEMO else wanted)
        else:
            post_error(Message("The data set of this link is not available here. Ask the sender where it is stored."))
    named = {name: asked[name] for name in CHOICES if name in asked}
    possible = _possible(named)
    now = {name: _text(view_choices(), name) or WITHOUT.get(name) for name in CHOICES}
    changed = {name: value for name, value in possible.items() if value != now[name]}
    if changed:
        change_view(**changed)


def _possible(named: Mapping[str, str]) -> dict[str, str]:
    """The choices that can be made; the others are named to the reader."""
    possible = dict(valid_choices(named))
    owner = possible.get(OWNER)
    if owner and find_owner(owner, current_owners()) is None:
        del possible[OWNER]
    refused = ", ".join(f"{name}={named[name]}" for name in sorted(named.keys() - possible.keys()))
    if refused:
        post_error(Message("The link says {parts}, which is not possible; the rest of it was applied.", parts=refused))
    return possible


def write_context_link() -> None:
    """Let the address say the workspace and the context in use, in one step of the browser's history."""
    choices = {OWNER: default_owner(), **view_choices()}
    chosen = {name: text for name in CHOICES if (text := _text(choices, name))}
    write_parameters(CONTEXT, {DATA_SET: data_set_id(), **chosen}, **{WORKSPACE: workspace().id})


def _text(choices: Mapping[str, object], name: str) -> str | None:
    value = choices.get(name)
    return None if value is None else str(value)
