"""A turned byte in the database gives answers or sentences, never an error of a driver; and what changed is found."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kam_core.services.score_check import scores_on
from kam_core.store.backup.backup import read_manifest, write_backup
from kam_core.store.backup.restore import restore_backup
from kam_core.store.save_errors import CorruptFileError
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.database.byte_flips import REFUSED, answers, filled, turned
from tests.store.database.model_per_view_store import SLOTS, document, old_store, version, workspace
from tests.store.database.old_home import old_home
from tests.store.sample_content import HOME, LATER, NOW, TODAY, by, committed, data_set_of, published

SCORES = scores_on(TODAY)
FIVE = [version(f"Model {slot}", slot, 1, "published", day) for day, slot in enumerate(SLOTS)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A home that is whole, and everything that may be asked of it."""
    folder = tmp_path_factory.mktemp("whole")
    filled(folder / "home")
    shutil.copytree(folder / "home", folder / "asked" / "home")
    return folder / "home", answers(folder / "asked" / "home")


@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(12, 220), marks=pytest.mark.long)], ids=["12 bytes", "208 bytes"]
)
def test_a_turned_byte_gives_answers_or_sentences_and_no_changed_answer_passes_the_check(
    whole: tuple[Path, dict[str, object]], tmp_path: Path, seeds: range
) -> None:
    home, before = whole
    assert REFUSED not in before.values()
    for seed in seeds:
        copy = tmp_path / str(seed) / "home"
        shutil.copytree(home, copy)
        place = turned(copy / "kam.sqlite", seed)
        now = answers(copy)
        changed = [name for name, answer in before.items() if now.get(name, REFUSED) not in (answer, REFUSED)]
        found = REFUSED in (now.get("open"), now.get("audit"), now.get("rows")) or now["damage"] is not None
        assert found or not changed, f"byte {place}: {changed} changed in silence"
        shutil.rmtree(copy.parent)


DAMAGE = {
    "a text that is no UTF-8": "UPDATE mappings SET key = CAST(x'ff68' AS TEXT)",
    "JSON that is none": "UPDATE mappings SET value = '{\"fields\":'",
    "a time that is none": "UPDATE mappings SET at = '2026-13-45 99:00:00.000000'",
    "a number where a text belongs": "UPDATE mappings SET who = x'00ff'",
}


@pytest.fixture
def damaged(whole: tuple[Path, dict[str, object]], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    home = tmp_path / "home"
    shutil.copytree(whole[0], home)
    with closing(sqlite3.connect(home / "kam.sqlite", isolation_level=None)) as connection:
        connection.execute(request.param)
    store = Store.open(home)
    yield store
    store.close()


@pytest.mark.parametrize("damaged", list(DAMAGE.values()), ids=list(DAMAGE), indirect=True)
def test_a_list_goes_on_with_the_rows_that_can_be_read_and_the_others_are_counted(damaged: Store) -> None:
    assert damaged.damage is None
    assert damaged.mappings.all() == {}
    assert "3 rows cannot be read" in str(damaged.damage)
    assert "mappings" in str(damaged.damage)
    assert len(damaged.data_sets.all()) == 3
    with pytest.raises(CorruptFileError, match="mappings"):
        damaged.audit.compare()


AN_OVERRIDE = "UPDATE overrides SET reason = CAST(x'ff68' AS TEXT) WHERE id = (SELECT min(id) FROM overrides)"


@pytest.mark.parametrize("damaged", [AN_OVERRIDE], indirect=True)
def test_a_backup_names_the_damaged_row_and_can_be_written_without_it(damaged: Store, tmp_path: Path) -> None:
    file = tmp_path / "kam.backup"
    with pytest.raises(CorruptFileError, match="of the table overrides cannot be read"):
        write_backup(damaged, file, lambda _: {}, NOW)
    assert not file.exists()
    manifest = write_backup(damaged, file, SCORES, NOW, without_damaged=True)
    (name,) = manifest.left_out
    assert name.startswith("overrides ")
    assert read_manifest(file) == manifest
    restore_backup(file, tmp_path / "again", None, SCORES, NOW)
    again = Store.open(tmp_path / "again")
    assert sum(len(again.overrides.all(data_set.id)) for data_set in again.data_sets.all()) == 2
    assert again.settings.put("new", 1, expected=0, by=by()).version == 1
    with pytest.raises(CorruptFileError, match=name):
        again.audit.compare()
    again.close()


AN_ENTRY = "DROP TRIGGER audit_no_update; UPDATE audit SET details = CAST(x'ff' AS TEXT) WHERE seq = 4"


def test_the_audit_log_names_the_entry_that_cannot_be_read(
    whole: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(whole[0], home)
    with closing(sqlite3.connect(home / "kam.sqlite", isolation_level=None)) as connection:
        connection.executescript(AN_ENTRY)
    store = Store.open(home)
    with pytest.raises(UserError, match="entry 4 cannot be read"):
        store.audit.verify()
    assert 4 not in {entry.seq for entry in store.audit.entries()}
    store.close()


def test_a_row_that_was_changed_or_removed_around_the_app_is_named(
    whole: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(whole[0], home)
    store = Store.open(home)
    store.audit.compare()
    data_set, other, _ = store.data_sets.all()
    with closing(sqlite3.connect(home / "kam.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE books SET name = 'another' WHERE id = ?", [data_set.id])
        connection.execute("DELETE FROM overrides WHERE book = ?", [other.id])
    with pytest.raises(CorruptFileError, match=rf"2 rows differ from the audit log: books {data_set.id}, overrides "):
        store.audit.compare()
    store.close()


def test_a_missing_or_damaged_file_is_named_and_not_the_backup(
    whole: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    home, file = tmp_path / "home", tmp_path / "kam.backup"
    shutil.copytree(whole[0], home)
    store = Store.open(home)
    path = sorted(home.glob("blobs/*/*.parquet"))[0]
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"?")
    with pytest.raises(CorruptFileError, match=f"The stored file {path.stem} is damaged"):
        write_backup(store, file, lambda _: {}, NOW)
    path.unlink()
    with pytest.raises(CorruptFileError, match=f"The stored file {path.stem} is missing"):
        write_backup(store, file, lambda _: {}, NOW)
    manifest = write_backup(store, file, SCORES, NOW, without_damaged=True)
    assert manifest.left_out == (f"blobs/{path.name}",)
    restore_backup(file, tmp_path / "again", None, SCORES, datetime.datetime.now(datetime.UTC))
    store.close()


def test_the_log_and_the_rows_agree_after_everything_that_people_do(place: Place) -> None:
    store = place.open()
    made = committed(store, None, 5)
    committed(store, data_set_of(store, made), 6)
    store.imports.undo(store.imports.list(made.data_set_id)[0].id, by("Kim"))
    store.data_sets.archive(data_set_of(store, made), by())
    store.data_sets.restore(data_set_of(store, made), by())
    store.data_sets.rename(data_set_of(store, made), "South", by("Kim", LATER))
    first = published(store, None)
    draft = store.models.save_draft(data_set_id="demo", home=HOME, name="B", document="x", note="", by=by())
    draft = store.models.save_draft(
        data_set_id="demo", home=HOME, name="B", document="y", note="", by=by("Kim"), draft=draft
    )
    second = published(store, first.id, draft=draft, by=by("Kim", LATER))
    store.models.archive(second, by(), "too strict")
    store.models.reopen(first.id, by("Kim"))
    values = {"tier": "S", "reason": "a bet", "until": None}
    override = store.overrides.set(data_set_id="demo", account_id="a", by=by(), **values)
    override = store.overrides.change(override, by=by("Kim", LATER), **values | {"tier": "A"})
    store.overrides.withdraw(override, by("Li", LATER))
    for turn in range(2):
        store.settings.put("first", turn, expected=turn, by=by("Kim"))
        store.mappings.remember("headers", {"fields": {"amount": f"{turn}"}}, by())
    store.mappings.remember("others", {"fields": {}}, by())
    store.mappings.forget("others", by())
    store.audit.compare()


@pytest.mark.parametrize("home", ["several models", "first migration"])
def test_the_log_and_the_rows_agree_in_a_home_of_an_older_app(tmp_path: Path, home: str) -> None:
    if home == "several models":
        old_store(
            Place(tmp_path / "home", None, []), FIVE, [workspace("abcdefgh", {"demo/3/account": document("Mine")})]
        )
    else:
        old_home(tmp_path / "home")
    store = Store.open(tmp_path / "home")
    store.audit.compare()
    for draft in [one for one in store.models.versions("demo") if one.status == "draft"]:
        store.models.save_draft(
            data_set_id="demo", home=draft.home, name="B", document="y", note="", by=by("Kim"), draft=draft
        )
    published_version = store.models.published("demo")
    published(store, None if published_version is None else published_version.id)
    for data_set in store.data_sets.all():
        store.data_sets.rename(data_set, "South", by())
    store.audit.compare()
    store.close()
