"""Process that writes to a store until it ends or is killed, and reports each acknowledged write.

`python -m tests.store.worker KIND HOME URL SEED COUNT`; URL may be "-". One line of JSON per act that was acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

from kam_core.store.conflict import ConflictError
from kam_core.store.data_sets import DataSet
from kam_core.store.entries import NewEntry
from kam_core.store.save_errors import SaveError
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.entry import Entry
from tests.store.sample_content import NOW, by, committed, published

SHARED = "shared-by-all"


def say(**values: object) -> None:
    """In one piece, past every buffer: what is said was said before a kill."""
    os.write(1, (json.dumps(values) + "\n").encode())


def live(store: Store, seed: int, count: int) -> None:
    """Imports, publications and saves in turn, each acknowledged."""
    chance = random.Random(seed)
    data_set: DataSet | None = None
    published_id: str | None = None
    workspace = Workspace(f"workspace-{seed}", view={"n": 0})
    last: Entry | None = None
    name = f"book-{seed}"
    for number in range(1, count + 1):
        act = chance.choice(("import", "publish", "save", "enter"))
        if act == "import":
            amount = seed * 10_000 + number
            made = committed(store, data_set, amount)
            say(act=act, id=made.id, book=made.data_set_id, after=made.after, amount=amount)
            data_set = store.data_sets.find(made.data_set_id)
        elif act == "publish":
            published_id = published(store, published_id, score=float(number), data_set_id=name).id
            say(act=act, id=published_id, book=name, score=float(number))
        elif act == "enter":
            last = entered(store, name, last, number)
            say(act=act, id=last.id, book=name, row=last.row_id, n=number)
        else:
            saved = store.workspaces.save(replace(workspace, view={"n": number}), NOW)
            assert saved is not None
            workspace = saved
            say(act=act, id=saved.id, version=saved.version, n=number)


def entered(store: Store, data_set_id: str, last: Entry | None, number: int) -> Entry:
    """A new row, or a change of the one that was entered first."""
    row_id, expected = (None, None) if last is None else (last.row_id, last.id)
    new = NewEntry(
        data_set_id, "plan", {"account": "a", "target_number": float(number)}, row_id=row_id, expected=expected
    )
    return store.entries.add(new, by("Li", NOW))


def edit(store: Store, seed: int, count: int) -> None:
    """Adds one to a number that all share, by turns in a workspace and in a setting, each read before."""
    for number in range(count):
        if number % 2:
            add_to_workspace(store)
        else:
            add_to_setting(store, f"editor-{seed}")
    say(act="done", count=count)


def add_to_workspace(store: Store) -> None:
    """Again and again until nobody was faster."""
    while True:
        found = store.workspaces.find(SHARED) or Workspace(SHARED, view={"n": 0})
        if store.workspaces.save(replace(found, view={"n": (found.view or {})["n"] + 1}), NOW) is not None:
            return


def add_to_setting(store: Store, who: str) -> None:
    """Again and again until nobody was faster."""
    while True:
        found = store.settings.get(SHARED)
        value, version = (0, 0) if found is None else (found.value, found.version)
        try:
            store.settings.put(SHARED, value + 1, expected=version, by=by(who, NOW))
        except ConflictError:
            continue
        return


def hold(_store: Store, _seed: int, _count: int) -> None:
    """Keeps the store open as an app does, until it is killed or nobody is left to write to it."""
    sys.stdin.read()


def main(kind: str, home: str, url: str, seed: str, count: str) -> None:
    """Open the store and work."""
    say(act="ready")
    try:
        store = Store.open(Path(home), None if url == "-" else url)
        say(act="opened")
        {"live": live, "edit": edit, "hold": hold}[kind](store, int(seed), int(count))
        store.close()
    except SaveError as refusal:
        say(act="refused", why=str(refusal))
        raise


if __name__ == "__main__":
    main(*sys.argv[1:])
