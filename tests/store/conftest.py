"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from kam_core.store.store import Store
from tests.store import postgres

_NAMES = itertools.count()


@dataclass(frozen=True)
class Place:
    """Where a store lives: a home folder and, on PostgreSQL, a database of its own."""

    home: Path
    url: str | None
    opened: list[Store]

    def open(self) -> Store:
        """The store as another process would open it; closed when the test ends."""
        self.opened.append(Store.open(self.home, self.url))
        return self.opened[-1]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL on loopback; started when the first test needs it."""
    with postgres.serving() as running:
        yield running.url


def new_database(server: str, template: str = "template0") -> str:
    """Make a database, empty or like another one; its URL."""
    name = f"kam_{next(_NAMES)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    return server.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(scope="session")
def template(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of an empty store's database: a copy of it is made faster than the tables."""
    url = new_database(server)
    Store.open(tmp_path_factory.mktemp("template"), url).close()
    return url.rsplit("/", 1)[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty home, on each kind of database."""
    url = None
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("server"), request.getfixturevalue("template"))
    here = Place(tmp_path / "home", url, [])
    yield here
    for store in here.opened:
        store.close()


@pytest.fixture
def store(place: Place) -> Store:
    """An empty store, on each kind of database."""
    return place.open()
