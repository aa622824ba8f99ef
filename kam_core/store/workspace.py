"""Workspaces: the data set, view and drafts that a person has open, by the id in the link."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from kam_core.store.database import rows
from kam_core.store.database.database import Database
from kam_core.store.database.schema import WORKSPACES
from kam_core.vocabulary.message import UserError

SHARED_CHOICES = ("as_of", "working_day", "window", "unit", "compare")
"""The choices of a view about the data that it shows."""


@dataclass(frozen=True)
class Workspace:
    """The choices of a person, from which everything else is derived.

    dataset: the id of a data set, None = demo data; drafts: the draft model of each data set as TOML, by its id; view:
    plain choices such as as-of date and window; version counts the saves; browser: whose it is, None = not known.
    """

    id: str
    dataset: str | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    view: Mapping[str, Any] | None = None
    version: int = 0
    browser: str | None = None

    def copied(self, workspace_id: str, browser: str | None, own: Mapping[str, Any]) -> Workspace:
        """A copy for another browser with the same data set and view, without name and drafts.

        `own` are the choices of the person who gets it.
        """
        shared = {name: choice for name, choice in (self.view or {}).items() if name in SHARED_CHOICES}
        return Workspace(workspace_id, self.dataset, view={**shared, **own}, browser=browser)


class WorkspaceStore:
    """Stores the workspaces of all people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, workspace_id: str) -> Workspace | None:
        """The workspace of that id, None where there is none. Refuses an id of another form."""
        if not re.fullmatch(r"[0-9A-Za-z_-]{8,32}", workspace_id):
            raise UserError("The workspace in this link does not exist.")
        with self._database.reading() as connection:
            return rows.first(connection, select(WORKSPACES).where(WORKSPACES.c.id == workspace_id), _workspace)

    def last_of(self, browser: str) -> Workspace | None:
        """The workspace of a browser that was changed last."""
        last = select(WORKSPACES).where(WORKSPACES.c.browser == browser).order_by(WORKSPACES.c.changed_at.desc())
        with self._database.reading() as connection:
            return rows.first(connection, last, _workspace)

    def save(self, workspace: Workspace, now: datetime.datetime) -> Workspace | None:
        """Save the workspace as its next version, which is returned.

        None, and nothing is changed, where somebody else saved it since it was read: read it again first. No audit
        entry: a draft changes with every move of a lever and concerns nobody else until it is published.
        """
        saved = replace(workspace, version=workspace.version + 1)
        values = {
            "id": saved.id,
            "dataset": saved.dataset,
            "drafts": json.dumps(dict(saved.drafts)),
            "view": json.dumps(dict(saved.view or {})),
            "version": saved.version,
            "changed_at": now,
            "browser": saved.browser,
        }
        there = WORKSPACES.c.id == saved.id
        with self._database.writing() as connection:
            stored_version = rows.scalar(connection, select(WORKSPACES.c.version).where(there))
            if (stored_version or 0) != workspace.version:
                return None
            connection.execute(
                insert(WORKSPACES).values(values)
                if stored_version is None
                else update(WORKSPACES).where(there).values(values)
            )
        return saved


def _workspace(row: RowMapping) -> Workspace:
    drafts, view = json.loads(row["drafts"]), json.loads(row["view"])
    return Workspace(row["id"], row["dataset"], dict(drafts), dict(view), row["version"], row["browser"])
