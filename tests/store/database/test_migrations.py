"""A home of an older app goes on working, with everything that was in it."""

from __future__ import annotations

import datetime
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from kam_core.store.database.migration import MIGRATIONS, migrate
from kam_core.store.database.schema import METADATA, REVISION
from kam_core.store.snapshots import OWN_FRAMES
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import Refusal
from tests.browser.server import ROOT
from tests.store.conftest import Place, new_database
from tests.store.database.old_home import folder_of, old_data, old_home
from tests.store.sample_content import NOW, by, committed, sales


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty home, and on PostgreSQL a database without tables."""
    url = new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None
    return Place(tmp_path / "home", url, [])


def test_a_home_of_the_layout_before_shows_its_data_and_goes_on(tmp_path: Path) -> None:
    used = old_home(tmp_path / "home")
    store = Store.open(tmp_path / "home")
    assert store.why_read_only is None
    (book,) = store.books.all()
    assert (book.id, book.name, book.head, book.version) == (used.content_id, "test", used.content_id, 1)
    found = store.datasets.load(used.content_id)
    assert (found.name, found.currency, found.sources, found.content_id) == ("test", "CNY", ("test",), used.content_id)
    assert found.frames.keys() == used.frames.keys()
    assert all(found.frames[name].equals(frame) for name, frame in used.frames.items())
    assert store.datasets.records(used.content_id) == {}
    kept = store.workspaces.find("abcdefgh")
    drafts = {used.content_id: "version = 1"}
    assert kept == Workspace("abcdefgh", used.content_id, drafts, {"language": "zh"}, 7)
    assert store.workspaces.save(kept, NOW) == Workspace("abcdefgh", used.content_id, drafts, {"language": "zh"}, 8)
    assert store.workspaces.find("on-the-demo") == Workspace("on-the-demo", view={}, version=1)
    assert [(entry.action, entry.subject) for entry in store.audit.entries()] == [
        ("setting.put", "definition"),
        ("book.adopt", used.content_id),
    ]
    assert store.audit.verify() == 2
    made = committed(store, book, 6)
    assert store.datasets.load(made.after).lines.equals(sales(6).lines)
    assert store.imports.undo(made.id, by("Li", NOW)).head == used.content_id
    assert store.datasets.load(used.content_id).lines.equals(used.lines)
    store.close()


def test_the_time_of_an_old_workspace_stays_the_same_moment(tmp_path: Path) -> None:
    old_home(tmp_path / "home")
    store = Store.open(tmp_path / "home")
    with store.database.reading() as connection:
        table = METADATA.tables["workspaces"]
        moment = connection.execute(table.select().where(table.c.id == "abcdefgh")).one().changed_at
    assert moment == datetime.datetime(2025, 11, 30, 12, 34, 56, tzinfo=datetime.UTC)
    store.close()


def test_only_what_a_workspace_names_becomes_a_book_but_nothing_is_lost(tmp_path: Path) -> None:
    home = tmp_path / "home"
    used, drafted, unused = old_home(home), old_data(6), old_data(7)
    folder_of(home, drafted)
    folder_of(home, unused)
    with closing(sqlite3.connect(home / "kam.sqlite")) as connection:
        drafts = json.dumps({f"{drafted.content_id}/all/group": "x", "demo/12/account": "y"})
        connection.execute("UPDATE workspaces SET drafts = ? WHERE id = 'on-the-demo'", [drafts])
        connection.commit()
    broken = home / "datasets" / "0123456789abcdef"
    broken.mkdir()
    (broken / "dataset.json").write_text("{")
    newer = home / "datasets" / "fedcba9876543210"
    newer.mkdir()
    told = {"layout": 2, "name": "x", "currency": None, "sources": [], "tables": []}
    (newer / "dataset.json").write_text(json.dumps(told))
    (home / "datasets" / ".writing-abc").mkdir()
    store = Store.open(home)
    assert {book.id for book in store.books.all()} == {used.content_id, drafted.content_id}
    assert store.datasets.load(unused.content_id).lines.equals(unused.lines)
    for name in (broken.name, newer.name):
        with pytest.raises(Refusal, match="no longer there"):
            store.datasets.load(name)
    # Both that are taken over, and a note that their measures were defined otherwise.
    assert store.audit.verify() == 3
    store.close()


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_an_old_folder_that_lost_a_file_is_refused_with_a_sentence(tmp_path: Path, damage: str) -> None:
    used = old_home(tmp_path / "home")
    file = tmp_path / "home" / "datasets" / used.content_id / f"{OWN_FRAMES[1]}.parquet"
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:20])
    store = Store.open(tmp_path / "home")
    with pytest.raises(Refusal, match="Load the file again"):
        store.datasets.load(used.content_id)
    store.close()


def test_up_down_and_up_again_keeps_the_workspaces_and_the_old_data(tmp_path: Path) -> None:
    used = old_home(tmp_path / "home")
    store = Store.open(tmp_path / "home")
    before = store.workspaces.find("abcdefgh"), store.books.all()
    migrate(store.database.engine, store.database.home, "base")
    with closing(sqlite3.connect(tmp_path / "home" / "kam.sqlite")) as connection:
        (moment,) = connection.execute("SELECT changed_at FROM workspaces WHERE id = 'abcdefgh'").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert moment == "2025-11-30T12:34:56+00:00"
    assert tables == {"workspaces", "alembic_version"}
    migrate(store.database.engine, store.database.home)
    assert (store.workspaces.find("abcdefgh"), store.books.all()) == before
    assert store.datasets.load(used.content_id).lines.equals(used.lines)
    assert store.audit.verify() == 2
    store.close()


def test_up_down_and_up_again_works_on_each_database(blank: Place) -> None:
    store = blank.open()
    store.workspaces.save(Workspace("abcdefgh", view={"n": 1}), NOW)
    committed(store, None, 5)
    migrate(store.database.engine, store.database.home, "base")
    with store.database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"workspaces", "alembic_version"}
    migrate(store.database.engine, store.database.home)
    assert store.workspaces.find("abcdefgh") == Workspace("abcdefgh", view={"n": 1}, version=1)
    assert store.books.all() == []
    assert committed(store, None, 5).number == 1
    assert store.audit.verify() == 2
    store.close()


def test_the_migrations_lead_to_the_tables_that_the_code_uses(blank: Place) -> None:
    store = blank.open()
    with store.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    store.close()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_the_store_of_a_newer_app_is_refused_and_left_as_it_is(place: Place) -> None:
    store = place.open()
    with store.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r999'"))
    with pytest.raises(Refusal, match="newer version of the app"):
        place.open()
    with store.database.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "r999"


def test_processes_that_open_a_new_home_at_once_make_it_once(blank: Place) -> None:
    command = [sys.executable, "-m", "tests.store.worker", "edit", str(blank.home), blank.url or "-"]
    running = [
        subprocess.Popen([*command, str(seed), "2"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for seed in range(4)
    ]
    for process in running:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output.decode()[-3000:]
    store = blank.open()
    assert store.audit.verify() == 4
    store.close()


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite:///x", "nonsense"])
def test_an_address_of_another_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refusal, match="KAM_DATABASE_URL"):
        Store.open(tmp_path, url)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="does not answer"):
        Store.open(tmp_path, "postgresql://postgres@127.0.0.1:1/postgres")
