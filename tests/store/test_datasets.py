"""Data sets come back as they went in, by their content's id."""

from pathlib import Path

import pytest

from kam_core.store.datasets import MANIFEST, DatasetStore
from kam_core.store.home import home_folder
from kam_core.vocabulary.message import Refusal
from tests.datasets import dataset, monthly

DATA = dataset(
    monthly("a", "2024-01-10", 3, 5), [{"account": "b"}], tables={"touches": [{"account": "b", "date": "2024-01-01"}]}
)


def test_a_data_set_comes_back_as_it_went_in(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path)
    found = store.load(store.save(DATA))
    assert (found.name, found.currency, found.sources, found.content_id) == (
        DATA.name, DATA.currency, DATA.sources, DATA.content_id,
    )  # fmt: skip
    assert found.frames.keys() == DATA.frames.keys()
    assert all(found.frames[name].equals(frame) for name, frame in DATA.frames.items())


def test_the_same_content_is_kept_once_and_other_content_apart(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path)
    other = dataset(monthly("a", "2024-01-10", 3, 6))
    assert store.save(DATA) == store.save(DATA) != store.save(other)
    assert len(list((tmp_path / "datasets").iterdir())) == 2


def test_saving_leaves_nothing_half_written_when_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DatasetStore(tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        store.save(DATA)
    assert list((tmp_path / "datasets").iterdir()) == []


def test_two_who_save_the_same_content_at_once_both_succeed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DatasetStore(tmp_path)
    rename = Path.rename

    def overtaken(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "rename", rename)
        DatasetStore(tmp_path).save(DATA)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", overtaken)
    assert store.load(store.save(DATA)).content_id == DATA.content_id


def test_a_rename_that_fails_for_another_reason_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="Read-only"):
        DatasetStore(tmp_path).save(DATA)


@pytest.mark.parametrize("asked", ["../../etc/passwd", "", "ABCDEF0123456789", "0123456789abcdef/.."])
def test_an_id_from_a_link_never_becomes_a_path(tmp_path: Path, asked: str) -> None:
    with pytest.raises(Refusal, match="names no data set of ours"):
        DatasetStore(tmp_path).load(asked)


def test_an_unknown_data_set_and_one_of_another_version_are_refused(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path)
    with pytest.raises(Refusal, match="no longer there"):
        store.load("0123456789abcdef")
    content_id = store.save(DATA)
    manifest = tmp_path / "datasets" / content_id / MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"layout": 1', '"layout": 2'), encoding="utf-8")
    with pytest.raises(Refusal, match="another version"):
        store.load(content_id)


def test_the_home_is_where_the_variable_says_or_the_users_own_folder() -> None:
    assert home_folder({"KAM_HOME": "/srv/kam"}) == Path("/srv/kam")
    assert home_folder({"KAM_HOME": "  "}).name == "key-account-dashboard"
