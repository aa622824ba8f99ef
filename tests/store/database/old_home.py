"""Homes of earlier versions of the app: one that is brought up to date, and one that is too old for that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kam_core.store.database.migration import migrate
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from tests.store.sample_content import NOW, committed

TABLE = """CREATE TABLE workspaces (
    id VARCHAR(32) NOT NULL, dataset VARCHAR(16), drafts TEXT NOT NULL, view TEXT NOT NULL, version INTEGER NOT NULL,
    changed_at VARCHAR(32) NOT NULL, PRIMARY KEY (id))"""


def old_home(home: Path) -> str:
    """Make a home with the tables of the first migration, a data set and a workspace; the id of the data set."""
    store = Store.open(home)
    made = committed(store, None, 5)
    store.workspaces.save(Workspace("abcdefgh", dataset=made.data_set_id), NOW)
    migrate(store.database.engine, home, "r001")
    store.close()
    return made.after


def too_old_home(home: Path) -> None:
    """Make a home from before the first migration: its only table is the workspaces."""
    home.mkdir(parents=True)
    with closing(sqlite3.connect(home / FILE)) as connection:
        connection.execute(TABLE)
        connection.execute(
            "INSERT INTO workspaces VALUES ('abcdefgh', NULL, '{}', '{}', 1, '2025-12-01T00:00:00+00:00')"
        )
        connection.commit()
