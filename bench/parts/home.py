"""Create a home folder with a synthetic data set and workspaces."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from bench.parts.order_lists import made_dataset
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Actor, By, Role

CRITERION = "revenue"
"""The lever that is moved."""


def prepare(home: Path, accounts: int, workspaces: Sequence[str]) -> None:
    """Commit a data set of that many accounts and one workspace of each name, in English."""
    now = datetime.datetime.now(datetime.UTC)
    store = Store.open(home)
    made = store.imports.commit(
        data_set=None, name="Bench", dataset=made_dataset(accounts), records=None, files=[], summary={}, rejected=None,
        by=By(Actor("bench", Role.ADMINISTRATOR), now),
    )  # fmt: skip
    for name in workspaces:
        store.workspaces.save(Workspace(name, dataset=made.data_set_id, view={"language": "en"}), now)
    store.close()
