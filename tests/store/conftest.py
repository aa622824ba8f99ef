"""Run every store test on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from kam_core.store.files import durable_files
from kam_core.store.store import Store
from tests.store import postgres
from tests.store.new_home import copy_into, migrated_file

_NAMES = itertools.count()


@dataclass(frozen=True)
class Place:
    """Where a store lives: a home folder and, on PostgreSQL, room of its own."""

    home: Path
    url: str | None
    opened: list[Store]

    def open(self) -> Store:
        """The store as another process would open it; closed when the test ends."""
        self.opened.append(Store.open(self.home, self.url))
        return self.opened[-1]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL on loopback; started when the first test needs it. What a server that crashes keeps is
    asked of another one: this one need not wait for the disk."""
    with postgres.serving(sync=False) as running:
        yield running.url


def new_database(server: str) -> str:
    """Room without tables on the server; its URL. A schema: fifty databases more would be a gigabyte of files."""
    name = f"kam_{next(_NAMES)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{server}?options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty home, on each kind of database."""
    url = new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None
    here = Place(tmp_path / "home", url, [])
    yield here
    for store in here.opened:
        store.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file of an empty store."""
    return migrated_file(tmp_path_factory.mktemp("migrated"))


@pytest.fixture
def store(place: Place, migrated: Path) -> Store:
    """An empty store, on each kind of database."""
    if place.url is None:
        durable_files.make_folder(place.home)
        copy_into(place.home, migrated)
    return place.open()
