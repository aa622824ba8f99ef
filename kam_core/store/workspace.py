"""A person's workspace – which data set, which view, which draft – found again by the id in the link."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from kam_core.vocabulary.message import Refusal

_METADATA = MetaData()
_WORKSPACES = Table(
    "workspaces",
    _METADATA,
    Column("id", String(32), primary_key=True),
    Column("dataset", String(16)),
    Column("drafts", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", String(32), nullable=False),
)


@dataclass(frozen=True)
class Workspace:
    """What a person gave: everything else is derived from it.

    dataset: content id, None = demo data; drafts: the draft model of each data set as TOML; view: plain choices such
    as as-of date and window; version counts the saves.
    """

    id: str
    dataset: str | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    view: Mapping[str, Any] | None = None
    version: int = 0


class WorkspaceStore:
    """Keeps workspaces in `home/kam.sqlite`: write-ahead log, full sync, every write in one immediate transaction."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(home / "kam.sqlite")
        with self.engine.begin() as connection:
            _METADATA.create_all(connection)

    def find(self, workspace_id: str) -> Workspace | None:
        """The workspace of that id, None where there is none. Refuses an id that is not of our form."""
        if not re.fullmatch(r"[0-9A-Za-z_-]{8,32}", workspace_id):
            raise Refusal("This link names no workspace of ours.")
        with self.engine.connect() as connection:
            row = connection.execute(select(_WORKSPACES).where(_WORKSPACES.c.id == workspace_id)).mappings().first()
        if row is None:
            return None
        return Workspace(row["id"], row["dataset"], json.loads(row["drafts"]), json.loads(row["view"]), row["version"])

    def save(self, workspace: Workspace, now: datetime.datetime) -> Workspace | None:
        """Keep the workspace as its next version, which is returned.

        None, and nothing is changed, where somebody else saved it since it was read: read it again first.
        """
        saved = replace(workspace, version=workspace.version + 1)
        values = {
            "id": saved.id,
            "dataset": saved.dataset,
            "drafts": json.dumps(dict(saved.drafts)),
            "view": json.dumps(dict(saved.view or {})),
            "version": saved.version,
            "changed_at": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        }
        with self.engine.begin() as connection:
            if workspace.version == 0:
                done = connection.execute(insert(_WORKSPACES).values(values).on_conflict_do_nothing())
            else:
                unchanged = (_WORKSPACES.c.id == saved.id) & (_WORKSPACES.c.version == workspace.version)
                done = connection.execute(update(_WORKSPACES).where(unchanged).values(values))
        return saved if done.rowcount == 1 else None

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # The driver's own implicit transactions would begin as readers and fail when two of them turn writers.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
