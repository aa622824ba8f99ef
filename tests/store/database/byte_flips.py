"""Turned bytes in the file of a database, and everything that may be asked of the store then."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kam_core.scoring.model.presets import template
from kam_core.services.score_check import scores_on
from kam_core.store.backup.backup import write_backup
from kam_core.store.data_sets import Book
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
    document = template("classic_rfm").to_toml()
    for number in range(3):
        made = committed(store, None, 5 + number)
        book = store.books.find(made.book)
        assert book is not None
        store.books.rename(book, f"北方 {number}", by())
        published(store, None, book=made.book, tiers=tiers(50.0 + number), document=document)
        store.overrides.set(book=made.book, account_id="a", tier="S", reason="a bet", until=TODAY, by=by("Kim"))
        store.mappings.remember(f"headers {number}", {"fields": {"amount": "金额"}, "table": None}, by("Kim"))
    store.settings.put("publishers", ["Li", "Kim"], expected=0, by=by("Kim"))
    store.settings.put("first_book", made.book, expected=0, by=by("Kim"))
    store.workspaces.save(Workspace("abcdefgh", made.book, {made.book: "version = 1"}, {"language": "zh"}), NOW)
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
    found: list[Book] = []
    yield "books", lambda: (found.extend(store.books.all()), list(found))[1]
    yield "archived", lambda: store.books.all(archived=True)
    yield "mappings", store.mappings.all
    yield "publishers", lambda: store.settings.get("publishers")
    yield "first book", lambda: store.settings.get("first_book")
    yield "workspace", lambda: store.workspaces.find("abcdefgh")
    yield "entries", store.audit.entries
    yield "actions", store.audit.actions
    yield "people", store.audit.people
    for book in found:
        yield f"find {book.id}", lambda book=book: store.books.find(book.id)
        yield f"imports {book.id}", lambda book=book: store.imports.list(book.id)
        yield f"models {book.id}", lambda book=book: store.models.versions(book.id)
        yield f"published {book.id}", lambda book=book: store.models.published(book.id)
        yield f"history {book.id}", lambda book=book: store.history.of_book(book.id)
        yield f"tiers {book.id}", lambda book=book: store.history.last_tiers(book.id, HOME, TODAY).to_dicts()
        yield f"overrides {book.id}", lambda book=book: store.overrides.all(book.id)
        yield f"lines {book.id}", lambda book=book: store.datasets.load(book.head or "").lines.to_dicts()
        yield f"records {book.id}", lambda book=book: list(store.datasets.records(book.head or ""))
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
