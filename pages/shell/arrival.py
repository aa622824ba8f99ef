"""The workspace in which a session begins: one's own by its link, a copy of another browser's, or a new one.

Without a login a workspace belongs to its browser: the link alone gives nobody another person's name, drafts or files.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from kam_core.services.data_sets import first_dataset
from kam_core.store.save_errors import SaveError
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from pages.shell import clock
from pages.shell.browser import browser_id
from pages.shell.cache.store_cache import open_store
from pages.widgets.messages import post_error

PERSONAL = ("language", "who", "plain_levers")
"""Choices of a person, whatever the data set."""


def arrived(asked: str | None, held: Workspace | None) -> Workspace:
    """The workspace for the id in the address; `held` is the one that this session has worked in."""
    browser = browser_id()
    found = _found(asked)
    if found is not None and found.browser is None and browser is not None:
        found = _adopted(found, browser)
    if found is None:
        # An id that somebody made up is nobody's: it never becomes the id of a workspace.
        return held or saved(new(first_data_set()))
    if found.browser == browser:
        return found
    return saved(found.copied(new_id(), browser, _own_choices(browser, held)))


def new(data_set_id: str | None, view: Mapping[str, Any] | None = None) -> Workspace:
    """A workspace of this browser that is not saved yet."""
    return Workspace(new_id(), data_set_id, view=view or {}, browser=browser_id())


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(9)


def saved(found: Workspace) -> Workspace:
    """The workspace as the store has it, so that a reload finds it.

    As it is where nothing can be saved: the header says why.
    """
    with suppress(SaveError):
        return open_store().workspaces.save(found, clock.now()) or found
    return found


def first_data_set() -> str | None:
    """The data set that is shown to newcomers; None is the demo."""
    chosen, _ = first_dataset(open_store())
    data_set = None if chosen is None else open_store().data_sets.find(chosen)
    return None if data_set is None or data_set.head is None or data_set.archived else data_set.id


def _found(asked: str | None) -> Workspace | None:
    try:
        return open_store().workspaces.find(asked) if asked else None
    except UserError as error:
        post_error(error.message)
        return None


def _adopted(found: Workspace, browser: str) -> Workspace | None:
    """A workspace of an older store, or of one served without the production entry, belongs to whose browser it is
    opened in first."""
    own = replace(found, browser=browser)
    with suppress(SaveError):
        return open_store().workspaces.save(own, clock.now()) or _found(found.id)
    return own


def _own_choices(browser: str | None, held: Workspace | None) -> Mapping[str, Any]:
    """What this person chose for themselves, in this session or in the one before."""
    before = held or (None if browser is None else open_store().workspaces.last_of(browser))
    return {} if before is None else {name: one for name, one in (before.view or {}).items() if name in PERSONAL}
