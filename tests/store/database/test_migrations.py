"""A home of an older app goes on working, with everything that was in it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from kam_core.store.database.migration import MIGRATIONS, migrate
from kam_core.store.database.schema import METADATA, REVISION
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from tests.browser.server import ROOT
from tests.store.conftest import Place, new_database
from tests.store.database.old_home import old_home, too_old_home
from tests.store.sample_content import NOW, committed, sales


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty home, and on PostgreSQL a database without tables."""
    url = new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None
    return Place(tmp_path / "home", url, [])


def test_a_home_of_the_first_migration_shows_its_data_and_goes_on(tmp_path: Path) -> None:
    used = old_home(tmp_path / "home")
    store = Store.open(tmp_path / "home")
    assert store.why_read_only is None
    (data_set,) = store.data_sets.all()
    assert store.snapshots.load(used).lines.equals(sales(5).lines)
    found = store.workspaces.find("abcdefgh")
    assert found is not None
    assert (found.dataset, store.workspaces.save(found, NOW)) == (
        data_set.id,
        replace(found, version=found.version + 1),
    )
    assert store.snapshots.load(committed(store, data_set, 6).after).lines.equals(sales(6).lines)
    store.audit.verify()
    store.close()


def test_a_home_from_before_the_first_migration_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    too_old_home(tmp_path / "home")
    with pytest.raises(UserError, match="can no longer be read"):
        Store.open(tmp_path / "home")
    with closing(sqlite3.connect(tmp_path / "home" / "kam.sqlite")) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == {"workspaces"}
        assert connection.execute("SELECT count(*) FROM workspaces").fetchone() == (1,)


def test_up_down_and_up_again_works_on_each_database(blank: Place) -> None:
    store = blank.open()
    store.workspaces.save(Workspace("abcdefgh", view={"n": 1}), NOW)
    committed(store, None, 5)
    migrate(store.database.engine, store.database.home, "base")
    with store.database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(store.database.engine, store.database.home)
    assert store.workspaces.find("abcdefgh") is None
    assert store.data_sets.all() == []
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
    with pytest.raises(UserError, match="newer version of the app"):
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
    with pytest.raises(UserError, match="KAM_DATABASE_URL"):
        Store.open(tmp_path, url)


def test_a_server_that_does_not_answer_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not answer"):
        Store.open(tmp_path, "postgresql://postgres@127.0.0.1:1/postgres")
