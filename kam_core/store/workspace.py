"""A person's workspace – which data set, which view, which draft – found again by the id in the link."""

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

LOOKED_AT = ("as_of", "working_day", "window", "unit", "compare")
"""The choices of a view that say what is looked at."""


@dataclass(frozen=True)
class Workspace:
    """What a person gave: everything else is derived from it.

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
        """A workspace of another browser that looks at the same: data set and view, neither name nor drafts.

        `own` are the choices of the person who gets it.
        """
        seen = {name: choice for name, choice in (self.view or {}).items() if name in LOOKED_AT}
        return Workspace(workspace_id, self.dataset, view={**seen, **own}, browser=browser)


class WorkspaceStore:
    """Keeps workspaces, the ones of all people in one table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, workspace_id: str) -> Workspace | None:
        """The workspace of that id, None where there is none. Refuses an id that is not of our form."""
        if not re.fullmatch(r"[0-9A-Za-z_-]{8,32}", workspace_id):
            raise UserError("This link names no workspace of ours.")
        with self._database.reading() as connection:
            return rows.first(connection, select(WORKSPACES).where(WORKSPACES.c.id == workspace_id), _workspace)

    def last_of(self, browser: str) -> Workspace | None:
        """The workspace of a browser that was changed last."""
        last = select(WORKSPACES).where(WORKSPACES.c.browser == browser).order_by(WORKSPACES.c.changed_at.desc())
        with self._database.reading() as connection:
            return rows.first(connection, last, _workspace)

    def save(self, workspace: Workspace, now: datetime.datetime) -> Workspace | None:
        """Keep the workspace as its next version, which is returned.

        None, and nothing is changed, where somebody else saved it since it was read: read it again first. No audit
        entry: a draft moves with every touch of a lever and says nothing to others until it is published.
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
            kept = rows.scalar(connection, select(WORKSPACES.c.version).where(there))
            if (kept or 0) != workspace.version:
                return None
            connection.execute(
                insert(WORKSPACES).values(values) if kept is None else update(WORKSPACES).where(there).values(values)
            )
        return saved


def _workspace(row: RowMapping) -> Workspace:
    drafts, view = json.loads(row["drafts"]), json.loads(row["view"])
    return Workspace(row["id"], row["dataset"], dict(drafts), dict(view), row["version"], row["browser"])
