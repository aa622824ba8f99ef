"""What a person gave is found again by the id in the link."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def test_a_workspace_is_found_again_with_everything_in_it(place: Place) -> None:
    given = Workspace("abcdefgh", "0123456789abcdef", {"demo": "version = 1"}, {"language": "zh", "window": None})
    saved = place.open().workspaces.save(given, NOW)
    assert saved is not None
    assert saved.version == 1
    assert place.open().workspaces.find("abcdefgh") == saved


def test_saving_again_replaces_and_counts(store: Store) -> None:
    first = store.workspaces.save(Workspace("abcdefgh", view={"language": "en"}), NOW)
    assert first is not None
    second = store.workspaces.save(Workspace("abcdefgh", view={"language": "zh"}, version=first.version), NOW)
    assert second is not None
    assert second.version == 2
    assert store.workspaces.find("abcdefgh") == second


def test_an_unknown_link_is_nobodys(store: Store) -> None:
    assert store.workspaces.find("unknown-id") is None


@pytest.mark.parametrize("asked", ["short", "x" * 33, "abc'; drop table", "../../../etc"])
def test_a_link_of_another_form_is_refused(store: Store, asked: str) -> None:
    with pytest.raises(UserError, match="workspace in this link does not exist"):
        store.workspaces.find(asked)


def test_many_who_save_at_once_lose_nothing(store: Store) -> None:
    def save(n: int) -> Workspace | None:
        return store.workspaces.save(Workspace(f"workspace-{n}", view={"n": n}), NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(40)))
    expected = [Workspace(f"workspace-{n}", view={"n": n}, version=1) for n in range(40)]
    assert [store.workspaces.find(f"workspace-{n}") for n in range(40)] == expected


def test_who_saves_on_an_old_version_is_warned_and_changes_nothing(store: Store) -> None:
    first = store.workspaces.save(Workspace("abcdefgh", view={"n": 1}), NOW)
    assert first is not None
    assert store.workspaces.save(Workspace("abcdefgh", view={"n": 2}, version=first.version), NOW) is not None
    assert store.workspaces.save(Workspace("abcdefgh", view={"n": 3}, version=first.version), NOW) is None
    assert store.workspaces.save(Workspace("abcdefgh", view={"n": 4}), NOW) is None
    assert store.workspaces.find("abcdefgh") == Workspace("abcdefgh", view={"n": 2}, version=2)


def test_a_version_that_nobody_stored_is_no_version_to_build_on(store: Store) -> None:
    assert store.workspaces.save(Workspace("abcdefgh", view={"n": 1}, version=7), NOW) is None
    assert store.workspaces.find("abcdefgh") is None


def test_a_workspace_is_found_with_the_browser_that_it_belongs_to(store: Store) -> None:
    for number, browser in enumerate(("a" * 32, "b" * 32, "a" * 32, None)):
        moment = NOW + datetime.timedelta(days=number)
        saved = store.workspaces.save(Workspace(f"workspace-{number}", view={}, browser=browser), moment)
        assert saved == store.workspaces.find(f"workspace-{number}")
    last = store.workspaces.last_of("a" * 32)
    assert last is not None
    assert last.id == "workspace-2"
    assert store.workspaces.last_of("c" * 32) is None


def test_a_copy_looks_at_the_same_and_carries_neither_name_nor_drafts() -> None:
    seen = {"as_of": "2026-03-31", "window": 24, "unit": "group", "compare": 6}
    sender = {"who": "Kim", "language": "zh", "plain_levers": True, "bases": {"demo": "v1"}, "taken": {"demo": "d1"}}
    theirs = Workspace("abcdefgh", "0123456789abcdef", {"demo": "version = 1"}, {**seen, **sender}, 7, "a" * 32)
    copy = theirs.copied("ijklmnop", "b" * 32, {"language": "en"})
    assert copy == Workspace("ijklmnop", "0123456789abcdef", {}, {**seen, "language": "en"}, 0, "b" * 32)
