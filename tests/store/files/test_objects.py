"""A kept frame is a file named by its bytes: changed or missing, it is refused; left over, it is swept."""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
from pathlib import Path

import polars as pl
import pytest

from kam_core.store.files import durable_files
from kam_core.store.files.objects import ObjectStore
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place, new_database
from tests.store.sample_content import by, committed, data_set_of, published, rows, sales, tiers

FRAME = pl.DataFrame({"name": ["东", None], "score": [1.5, 2.5]}, schema_overrides={"name": pl.Enum(["东"])})
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "blobs").rglob("*") if path.is_file())


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=1)


def test_a_frame_comes_back_with_its_types_from_a_file_named_by_its_bytes(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path)
    sha = objects.put(FRAME)
    assert objects.get(sha).equals(FRAME)
    assert objects.get(sha).schema == FRAME.schema
    (path,) = files(tmp_path)
    assert path == tmp_path / "blobs" / sha[:2] / f"{sha}.parquet"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha


def test_the_same_frame_is_stored_once_and_mended_if_it_was_damaged(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path)
    sha = objects.put(FRAME)
    assert objects.put(FRAME) == sha
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    assert objects.put(FRAME) == sha
    assert objects.get(sha).equals(FRAME)


def test_a_file_with_one_changed_byte_is_refused(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path)
    sha = objects.put(FRAME)
    (path,) = files(tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match="is damaged"):
        objects.get(sha)


def test_a_file_that_is_gone_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path)
    sha = objects.put(FRAME)
    (path,) = files(tmp_path)
    path.unlink()
    with pytest.raises(UserError, match="is missing"):
        objects.get(sha)
    path.mkdir()
    with pytest.raises(UserError, match="cannot be read"):
        objects.get(sha)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_a_name_of_another_form_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="not a stored file"):
        ObjectStore(tmp_path).get(name)


def test_a_sweep_takes_what_nothing_names_and_left_over_drafts(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    store.imports.undo(second.id, by("Li", now()))
    published(store, None)
    before = files(store.objects.home)
    store.objects.put(FRAME)
    (before[0].parent / f"{durable_files.DRAFT}0123").write_bytes(b"half")
    assert store.sweep(now()) == 2
    assert files(store.objects.home) == before
    # Everything that can be asked for is still there, what was undone too.
    for made, amount in ((first, 5), (second, 6)):
        assert store.snapshots.load(made.after).lines.equals(sales(amount).lines)
        assert store.snapshots.records(made.after)["orders"].equals(rows(amount)["orders"])
        assert store.imports.rejected(made.id).height == 1
    assert store.published_tiers.tiers(store.published_tiers.of_data_set("demo")[0]).equals(tiers(90.0))


def test_a_sweep_leaves_what_is_young(store: Store) -> None:
    sha = store.objects.put(FRAME)
    assert store.sweep(LONG_AGO) == 0
    assert store.objects.get(sha).equals(FRAME)


def test_a_frame_that_is_put_again_is_young_again(store: Store) -> None:
    sha = store.objects.put(FRAME)
    (path,) = files(store.objects.home)
    os.utime(path, (0, 0))
    store.objects.put(FRAME)
    assert store.sweep(datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)) == 0
    assert store.objects.has(sha)


def test_files_that_nothing_names_are_taken_after_thirty_days_when_the_store_is_opened(place: Place) -> None:
    store = place.open()
    made = committed(store, None, 5)
    before = files(place.home)
    old, young = (store.objects.put(FRAME.with_columns(n=n)) for n in (1, 2))
    for days, sha in ((31, old), (29, young)):
        moment = (now() - datetime.timedelta(days=days)).timestamp()
        os.utime(place.home / "blobs" / sha[:2] / f"{sha}.parquet", (moment, moment))
    place.open()
    assert store.objects.has(old), "the first time the store only says that the files are its own"
    store = place.open()
    assert (store.objects.has(old), store.objects.has(young)) == (False, True)
    assert set(before) < set(files(place.home))
    assert store.snapshots.load(made.after).lines.equals(sales(5).lines)


def test_a_new_database_beside_the_files_of_another_store_takes_none_of_them(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = place.open()
    made = committed(store, None, 5)
    store.close()
    place.open().close()
    for path in files(place.home):
        os.utime(path, (0, 0))
    other = Store.open(tmp_path_factory.mktemp("other"))
    committed(other, None, 6)
    other.objects = store.objects
    for _ in range(3):
        assert other.remove_unreferenced(now()) == 0
    other.close()
    assert place.open().snapshots.load(made.after).lines.equals(sales(5).lines)


def test_a_server_beside_a_database_in_the_folder_takes_no_files(server: str, tmp_path: Path) -> None:
    (tmp_path / "kam.sqlite").write_bytes(b"")
    store = Store.open(tmp_path, new_database(server))
    committed(store, None, 5)
    sha = store.objects.put(FRAME)
    for path in files(tmp_path):
        os.utime(path, (0, 0))
    for _ in range(3):
        assert store.remove_unreferenced(now()) == 0
    assert store.objects.has(sha)
    store.close()


def test_a_file_that_another_left_unsynced_is_synced_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    objects = ObjectStore(tmp_path)
    sha = objects.put(FRAME)
    synced: list[Path] = []
    monkeypatch.setattr(durable_files, "sync_folder", synced.append)
    assert objects.put(FRAME) == sha
    assert synced == [tmp_path / "blobs" / sha[:2]]


def test_a_folder_whose_name_the_disk_did_not_take_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(durable_files, "sync", refuse)
        with pytest.raises(OSError, match="broken"):
            durable_files.make_folder(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()
    durable_files.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_write_that_the_system_takes_in_pieces_is_whole(tmp_path: Path) -> None:
    class Sluggish:
        def __init__(self) -> None:
            self.taken = b""

        def write(self, rest: memoryview) -> int:
            self.taken += bytes(rest[:3])
            return min(3, len(rest))

    file = Sluggish()
    durable_files.write(file, b"0123456789")  # type: ignore[arg-type]
    assert file.taken == b"0123456789"


def test_a_file_has_its_name_only_after_the_disk_has_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    for step in ("write", "sync", "rename"):
        real = getattr(durable_files, step)

        def noted(*given: object, step: str = step, real: object = real) -> None:
            order.append(step)
            real(*given)  # type: ignore[operator]

        monkeypatch.setattr(durable_files, step, noted)
    durable_files.write_file(tmp_path / "file", b"content")
    assert order == ["write", "sync", "rename", "sync"]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
