"""Workspace at the start of a session: the browser's own by its link, a copy of another's, or a new one.

Without a login a workspace belongs to its browser: the link alone opens nobody else's name, drafts or files.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from kam_core import clock
from kam_core.services.data_sets import default_dataset
from kam_core.store.save_errors import SaveError
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from pages.shell.browser import browser_id
from pages.shell.cache.store_cache import open_store
from pages.widgets.messages import post_error

PERSONAL = ("language", "who", "plain_levers")
"""Choices of a person that hold for every data set."""


def initial_workspace(requested_id: str | None, current: Workspace | None) -> Workspace:
    """The workspace for the id in the address; `current` is the one that this session uses, if any."""
    browser = browser_id()
    workspace = _find(requested_id)
    if workspace is not None and workspace.browser is None and browser is not None:
        workspace = _claimed(workspace, browser)
    if workspace is None:
        # An invented id never becomes the id of a workspace.
        return current or saved_workspace(new_workspace(first_data_set()))
    if workspace.browser == browser:
        return workspace
    return saved_workspace(workspace.copied(new_id(), browser, _own_choices(browser, current)))


def new_workspace(data_set_id: str | None, view: Mapping[str, Any] | None = None) -> Workspace:
    """A workspace of this browser that is not saved yet."""
    return Workspace(new_id(), data_set_id, view=view or {}, browser=browser_id())


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(9)


def saved_workspace(workspace: Workspace) -> Workspace:
    """The workspace as stored, so that a reload finds it; unchanged where nothing can be saved."""
    with suppress(SaveError):
        return open_store().workspaces.save(workspace, clock.now()) or workspace
    return workspace


def first_data_set() -> str | None:
    """The data set that is shown to newcomers; None is the demo."""
    return default_dataset(open_store())


def _find(requested_id: str | None) -> Workspace | None:
    try:
        return open_store().workspaces.find(requested_id) if requested_id else None
    except UserError as error:
        post_error(error.message)
        return None


def _claimed(workspace: Workspace, browser: str) -> Workspace | None:
    """Assign a workspace without a browser (older store, or served without asgi.py) to the first that opens it."""
    claimed = replace(workspace, browser=browser)
    with suppress(SaveError):
        return open_store().workspaces.save(claimed, clock.now()) or _find(workspace.id)
    return claimed


def _own_choices(browser: str | None, current: Workspace | None) -> Mapping[str, Any]:
    """The personal choices of this person, from this session or the previous one."""
    previous = current or (None if browser is None else open_store().workspaces.last_of(browser))
    choices = {} if previous is None else previous.view or {}
    return {name: value for name, value in choices.items() if name in PERSONAL}
