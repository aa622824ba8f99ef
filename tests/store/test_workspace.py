"""What a person gave is found again by the id in the link."""

import datetime
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kam_core.store.workspace import Workspace, WorkspaceStore
from kam_core.vocabulary.message import Refusal

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WorkspaceStore]:
    opened = WorkspaceStore(tmp_path / "home")
    yield opened
    opened.close()


def test_a_workspace_is_found_again_with_everything_in_it(store: WorkspaceStore, tmp_path: Path) -> None:
    given = Workspace("abcdefgh", "0123456789abcdef", {"demo": "version = 1"}, {"language": "zh", "window": None})
    saved = store.save(given, NOW)
    assert saved.version == 1
    again = WorkspaceStore(tmp_path / "home")
    assert again.find("abcdefgh") == saved
    again.close()


def test_saving_again_replaces_and_counts(store: WorkspaceStore) -> None:
    first = store.save(Workspace("abcdefgh", view={"language": "en"}), NOW)
    second = store.save(Workspace("abcdefgh", view={"language": "zh"}, version=first.version), NOW)
    assert second.version == 2
    assert store.find("abcdefgh") == second


def test_an_unknown_link_is_nobodys(store: WorkspaceStore) -> None:
    assert store.find("unknown-id") is None


@pytest.mark.parametrize("asked", ["short", "x" * 33, "abc'; drop table", "../../../etc"])
def test_a_link_of_another_form_is_refused(store: WorkspaceStore, asked: str) -> None:
    with pytest.raises(Refusal, match="names no workspace"):
        store.find(asked)


def test_many_who_save_at_once_lose_nothing(store: WorkspaceStore) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: store.save(Workspace(f"workspace-{n}", view={"n": n}), NOW), range(40)))
    assert all(store.find(f"workspace-{n}") == Workspace(f"workspace-{n}", view={"n": n}, version=1) for n in range(40))


def test_who_saves_on_an_old_version_is_told_and_changes_nothing(store: WorkspaceStore) -> None:
    first = store.save(Workspace("abcdefgh", view={"n": 1}), NOW)
    assert first is not None
    assert store.save(Workspace("abcdefgh", view={"n": 2}, version=first.version), NOW) is not None
    assert store.save(Workspace("abcdefgh", view={"n": 3}, version=first.version), NOW) is None
    assert store.save(Workspace("abcdefgh", view={"n": 4}), NOW) is None
    assert store.find("abcdefgh") == Workspace("abcdefgh", view={"n": 2}, version=2)
