"""Flip bytes in a database file, and run every query of the store."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kam_core.scoring.model.presets import built_in_preset
from kam_core.services.score_check import scores_on
from kam_core.store.backup.backup import write_backup
from kam_core.store.data_sets import DataSet
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.imports import SourceFile
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from tests.store.sample_content import HOME, NOW, TODAY, by, committed, published, tiers

REFUSED = "refused"


def filled(home: Path) -> Path:
    """A store with some of everything, closed; the file of its database."""
    store = Store.open(home)
    document = built_in_preset("classic_rfm").to_toml()
    for number in range(3):
        made = committed(store, None, 5 + number)
        data_set = store.data_sets.find(made.data_set_id)
        assert data_set is not None
        store.data_sets.rename(data_set, f"北方 {number}", by())
        published(store, None, data_set_id=made.data_set_id, tiers=tiers(50.0 + number), document=document)
        store.overrides.set(
            data_set_id=made.data_set_id, account_id="a", tier="S", reason="a bet", until=TODAY, by=by("Kim")
        )
        store.mappings.remember(f"headers {number}", {"fields": {"amount": "金额"}, "table": None}, by("Kim"))
    store.settings.put("publishers", ["Li", "Kim"], expected=0, by=by("Kim"))
    store.settings.put("first_book", made.data_set_id, expected=0, by=by("Kim"))
    store.workspaces.save(
        Workspace("abcdefgh", made.data_set_id, {made.data_set_id: "version = 1"}, {"language": "zh"}), NOW
    )
    store.close()
    return home / FILE


def turned(file: Path, seed: int) -> int:
    """Turn one byte of the file into another one; where."""
    chance = random.Random(seed)
    content = bytearray(file.read_bytes())
    # Most of a small file is empty pages: a place that holds something is looked for.
    place = chance.choice([place for place, byte in enumerate(content) if byte])
    content[place] ^= 1 << chance.randrange(8)
    file.write_bytes(content)
    return place


def answers(home: Path) -> dict[str, Any]:
    """What the app reads at its start and on its pages: each an answer or a refusal; any other error is raised."""
    asked: dict[str, Any] = {}
    try:
        store = Store.open(home)
    except UserError:
        return {"open": REFUSED}
    try:
        for name, question in _questions(store):
            try:
                asked[name] = question()
            except UserError:
                asked[name] = REFUSED
        asked["damage"] = store.damage
    finally:
        store.close()
    return asked


def _questions(store: Store) -> Iterator[tuple[str, Callable[[], Any]]]:
    found: list[DataSet] = []
    yield "books", lambda: (found.extend(store.data_sets.all()), list(found))[1]
    yield "archived", lambda: store.data_sets.all(archived=True)
    yield "mappings", store.mappings.all
    yield "publishers", lambda: store.settings.get("publishers")
    yield "first book", lambda: store.settings.get("first_book")
    yield "workspace", lambda: store.workspaces.find("abcdefgh")
    yield "entries", store.audit.entries
    yield "actions", store.audit.actions
    yield "people", store.audit.people
    for data_set in found:
        yield f"find {data_set.id}", lambda data_set=data_set: store.data_sets.find(data_set.id)
        yield f"imports {data_set.id}", lambda data_set=data_set: store.imports.list(data_set.id)
        yield f"models {data_set.id}", lambda data_set=data_set: store.models.versions(data_set.id)
        yield f"published {data_set.id}", lambda data_set=data_set: store.models.published(data_set.id)
        yield f"history {data_set.id}", lambda data_set=data_set: store.published_tiers.of_data_set(data_set.id)
        yield (
            f"tiers {data_set.id}",
            lambda data_set=data_set: store.published_tiers.last_tiers(data_set.id, HOME, TODAY).to_dicts(),
        )
        yield f"overrides {data_set.id}", lambda data_set=data_set: store.overrides.all(data_set.id)
        yield (
            f"lines {data_set.id}",
            lambda data_set=data_set: store.snapshots.load(data_set.head or "").lines.to_dicts(),
        )
        yield f"records {data_set.id}", lambda data_set=data_set: list(store.snapshots.records(data_set.head or ""))
    yield "audit", store.audit.verify
    yield "rows", store.audit.compare
    yield "backup", lambda: _backup(store, "kam.backup")
    yield "salvage", lambda: _backup(store, "salvaged.backup", without_damaged=True)
    yield "save", lambda: store.settings.put("new", 1, expected=0, by=by()).version
    yield "import", lambda: committed(store, None, 9).number
    yield "source", lambda: SourceFile.of("x", b"x").size


def _backup(store: Store, name: str, **more: bool) -> int:
    file = store.database.home.parent / name
    return len(write_backup(store, file, scores_on(TODAY), NOW, **more).rows)
