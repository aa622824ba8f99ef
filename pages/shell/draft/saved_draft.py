"""The draft of the data set in use: its text, its origin, and the scenario that it is a copy of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from kam_core.store.model_versions import DRAFT, ModelVersion
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.draft.origin import DraftOrigin, without_origins
from pages.shell.workspace import refresh_workspace, update_workspace, workspace

_SEEN = "draft_seen"
_REVISION = "draft_revision"


def draft_text() -> str | None:
    """The draft as saved; None where there is none."""
    return workspace().drafts.get(data_set_id())


def save_draft_text(text: str | None, version_id: str | None, anew: bool = False) -> None:
    """Save the draft, or remove it with None.

    A draft remembers the published version that it began from; `anew` lets it begin from `version_id`.
    """
    name = data_set_id()
    own = {} if text is None else {name: text}

    def change(current: Workspace) -> Workspace:
        drafts = {other: draft for other, draft in current.drafts.items() if other != name} | own
        begins = anew or name not in current.drafts
        view: Mapping[str, Any] = without_origins(current.view, but=drafts.keys() - ({name} if begins else set()))
        if begins and own:
            view = DraftOrigin(version_id).store_in(view, name)
        return replace(current, drafts=drafts, view=view)

    update_workspace(change)
    st.session_state[_SEEN] = (name, draft_text())


def base_version(default: str | None) -> str | None:
    """The id of the published version that the draft began from, None for the built-in model; `default` where no
    draft is saved."""
    return DraftOrigin.stored_in(workspace().view, data_set_id(), default).version_id


def rebase_draft(version_id: str | None) -> None:
    """Let the draft count as begun from another published version: its author has seen that one."""
    _change_origin(version_id, version_id=version_id)


def link_to_scenario(scenario: ModelVersion, version_id: str | None = None) -> None:
    """Let the draft count as a copy of this scenario, as it was read or saved just now; begun from `version_id` where
    it had no origin."""
    _change_origin(version_id, scenario_id=scenario.id, scenario_version=scenario.version)


def draft_scenario() -> ModelVersion | None:
    """The scenario that the draft is a copy of, as long as that is a draft; with the version number that its editor
    read, so that saving it detects a change by somebody else."""
    origin = DraftOrigin.stored_in(workspace().view, data_set_id())
    try:
        scenario = None if origin.scenario_id is None else open_store().models.find(origin.scenario_id)
    except UserError:
        # Another home, or an older copy of this one: the draft is there, its scenario is not.
        return None
    if scenario is None or scenario.status != DRAFT:
        return None
    return scenario if origin.scenario_version is None else replace(scenario, version=origin.scenario_version)


def draft_revision() -> int:
    """How often the draft began anew in this session; levers are set from the draft once for each."""
    return int(st.session_state.get(_REVISION, 0))


def begin_revision() -> None:
    """Let the levers be set from the draft again."""
    st.session_state[_REVISION] = draft_revision() + 1


def changed_in_other_window() -> bool:
    """Whether another window with the same link has changed the draft since this one saw it; its draft then holds."""
    refresh_workspace()
    name, text = data_set_id(), draft_text()
    known_name, known = st.session_state.get(_SEEN, (None, None))
    st.session_state[_SEEN] = (name, text)
    if known_name != name or known == text:
        return False
    begin_revision()
    return True


def _change_origin(default_version: str | None, **changes: Any) -> None:
    name = data_set_id()

    def change(current: Workspace) -> Workspace:
        origin = replace(DraftOrigin.stored_in(current.view, name, default_version), **changes)
        return replace(current, view=origin.store_in(current.view, name))

    update_workspace(change)
