"""Workspace of this session: found by the id in the link, saved at every change.

A reload is a new session for Streamlit, so the choices and drafts of a person are stored under that id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from kam_core import clock
from kam_core.store.save_errors import SaveError
from kam_core.store.workspace import Workspace
from pages.navigation.page_link import WORKSPACE
from pages.shell.cache.store_cache import open_store
from pages.shell.initial_workspace import initial_workspace
from pages.widgets.messages import post_error

_STATE = "workspace"


def enter_workspace() -> None:
    """Open the workspace that the link names, or begin one; called once per run. The address is written later, with
    the context: each change of it is a step of the browser's history."""
    # Nothing can be shown without the store: its errors are shown first.
    open_store()
    requested_id = st.query_params.get(WORKSPACE)
    current: Workspace | None = st.session_state.get(_STATE)
    if current is None or (requested_id and requested_id != current.id):
        st.session_state[_STATE] = initial_workspace(requested_id, current)
    else:
        refresh_workspace()


def refresh_workspace() -> None:
    """Read what another window with the same link has saved meanwhile."""
    saved = open_store().workspaces.find(workspace().id)
    if saved is not None and saved.version > workspace().version:
        st.session_state[_STATE] = saved


def workspace() -> Workspace:
    """The choices and drafts of this session."""
    current: Workspace = st.session_state[_STATE]
    return current


def update_workspace(change: Callable[[Workspace], Workspace]) -> None:
    """Change the workspace and save it at once; the change is applied again where another window saved first.

    Where nothing can be saved the change is valid for this session, and the header says why.
    """
    store, now = open_store().workspaces, clock.now()
    saved = None
    while saved is None:
        try:
            saved = store.save(change(workspace()), now)
        except SaveError as error:
            post_error(error.message)
            saved = change(workspace())
        if saved is None:
            # Continue from the newest version; where there is none (another home, an older copy), begin it anew.
            st.session_state[_STATE] = store.find(workspace().id) or replace(workspace(), version=0)
    st.session_state[_STATE] = saved


def switch_workspace(to: Workspace) -> None:
    """Work in another workspace from now on; the address names it and nothing else."""
    st.session_state[_STATE] = to
    st.query_params.from_dict({WORKSPACE: to.id})
