"""A data set shows the last import; the one before comes back by one undo; nobody overwrites anybody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from kam_core.store.conflict import ConflictError
from kam_core.store.database.schema import BOOKS
from kam_core.store.files.objects import ObjectStore
from kam_core.store.imports import Import, SourceFile
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.sample_content import LATER, NOW, by, committed, data_set_of, rows, sales


def test_a_first_import_begins_a_data_set_that_shows_it(place: Place) -> None:
    made = committed(place.open(), None, 5)
    store = place.open()
    data_set = data_set_of(store, made)
    assert (data_set.name, data_set.head, data_set.version, data_set.archived) == ("Sample Ltd", made.after, 1, False)
    assert (data_set.created_at, data_set.created_by) == (NOW, "Li")
    assert store.snapshots.load(made.after).lines.equals(sales(5).lines)
    assert store.snapshots.records(made.after)["orders"].equals(rows(5)["orders"])
    assert store.imports.list(data_set.id) == [made]
    assert store.imports.find(made.id) == made

    # As the program sha256sum says of the three bytes "a,1".
    sha = "0fa951528f20c6c5de84056f96dce80c86e13b50daddfff3fba669f8b0d6ec9a"
    assert made.files == (SourceFile("orders.csv", sha, 3),)


def test_the_next_import_replaces_the_head_and_the_one_before_stays_in_the_store(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    assert (second.data_set_id, second.number, second.before, second.after) == (
        first.data_set_id,
        2,
        first.after,
        second.after,
    )
    assert data_set_of(store, first).head == second.after
    assert store.snapshots.load(first.after).lines.equals(sales(5).lines)
    assert store.imports.list(first.data_set_id) == [second, first]


def test_rejected_rows_come_back_as_they_were(store: Store) -> None:
    made = committed(store, None, 5)
    assert store.imports.rejected(made.id).to_dicts() == [{"line": 2, "reason": "not 5"}]


@pytest.mark.parametrize("rejected", [None, pl.DataFrame({"line": []})])
def test_where_nothing_was_rejected_that_is_stated(store: Store, rejected: pl.DataFrame | None) -> None:
    made = store.imports.commit(
        data_set=None,
        name="x",
        dataset=sales(1),
        records=None,
        files=[],
        summary={},
        rejected=rejected,
        by=by("Li", NOW),
    )
    with pytest.raises(UserError, match="No rows were rejected"):
        store.imports.rejected(made.id)


def test_an_undone_import_gives_the_data_set_its_former_head(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    data_set = store.imports.undo(second.id, by("Wang", LATER))
    assert (data_set.head, data_set.archived, data_set.changed_by) == (first.after, False, "Wang")
    assert data_set_of(store, first) == data_set
    undone = store.imports.find(second.id)
    assert (undone.undone_at, undone.undone_by) == (LATER, "Wang")
    assert store.imports.undo(first.id, by("Wang", LATER)).head is None


def test_undoing_the_first_import_archives_the_data_set_and_the_next_one_brings_it_back(store: Store) -> None:
    first = committed(store, None, 5)
    data_set = store.imports.undo(first.id, by("Li", LATER))
    assert (data_set.head, data_set.archived) == (None, True)
    assert store.data_sets.all() == []
    assert store.data_sets.all(archived=True) == [data_set]
    again = committed(store, data_set, 5)
    assert (again.number, again.before, data_set_of(store, again).archived) == (2, None, False)


def test_an_import_under_a_later_one_cannot_be_undone(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    with pytest.raises(UserError, match="Undo that one first"):
        store.imports.undo(first.id, by("Li", LATER))
    assert data_set_of(store, first).head == second.after


def test_an_import_is_undone_only_once(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    store.imports.undo(second.id, by("Wang", LATER))
    with pytest.raises(UserError, match="Wang already undid"):
        store.imports.undo(second.id, by("Li", LATER))
    assert data_set_of(store, first).head == first.after


def test_undoing_and_importing_again_count_on(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    third = committed(store, store.imports.undo(second.id, by("Li", LATER)), 7)
    assert (third.number, third.before) == (3, first.after)
    assert store.imports.undo(third.id, by("Li", LATER)).head == first.after


def test_an_import_into_a_data_set_that_changed_is_refused_and_says_by_whom(store: Store) -> None:
    seen = data_set_of(store, committed(store, None, 5))
    theirs = committed(store, seen, 6, who="Wang")
    with pytest.raises(ConflictError, match="Wang changed this at 2026-01-02") as refused:
        committed(store, seen, 7)
    assert (refused.value.by, refused.value.at) == ("Wang", NOW)
    assert (getattr(refused.value.theirs, "head", None), getattr(refused.value.mine, "version", None)) == (
        theirs.after, 2,
    )  # fmt: skip
    assert data_set_of(store, theirs).head == theirs.after
    assert len(store.imports.list(seen.id)) == 2


def test_of_many_concurrent_imports_into_one_data_set_one_wins_and_the_others_get_a_conflict(store: Store) -> None:
    seen = data_set_of(store, committed(store, None, 5))

    def attempt(amount: int) -> Import | None:
        try:
            return committed(store, seen, amount)
        except ConflictError:
            return None

    with ThreadPoolExecutor(4) as pool:
        done = [made for made in pool.map(attempt, range(10, 18)) if made is not None]
    assert len(done) == 1
    assert data_set_of(store, done[0]).head == done[0].after
    assert store.audit.verify() == 3


def test_a_renamed_archived_and_restored_data_set_keeps_what_is_in_it(store: Store) -> None:
    data_set = data_set_of(store, committed(store, None, 5))
    named = store.data_sets.rename(data_set, "New name", by("Wang", LATER))
    assert (named.name, named.changed_by, named.changed_at) == ("New name", "Wang", LATER)
    gone = store.data_sets.archive(named, by("Wang", LATER))
    assert store.data_sets.all() == []
    back = store.data_sets.restore(gone, by("Wang", LATER))
    assert store.data_sets.all() == [back]
    assert (back.head, back.name, back.version) == (data_set.head, "New name", 4)


def test_a_data_set_that_somebody_else_renamed_is_not_renamed_again(store: Store) -> None:
    seen = data_set_of(store, committed(store, None, 5))
    store.data_sets.rename(seen, "Theirs", by("Wang", LATER))
    with pytest.raises(ConflictError, match="Wang"):
        store.data_sets.rename(seen, "Mine", by("Li", LATER))
    assert data_set_of(store, store.imports.list(seen.id)[0]).name == "Theirs"


def test_an_import_is_not_undone_where_the_data_set_shows_something_else(store: Store) -> None:
    first = committed(store, None, 5)
    second = committed(store, data_set_of(store, first), 6)
    with store.database.writing() as connection:
        connection.execute(BOOKS.update().values(head=first.after, changed_by="Wang"))
    with pytest.raises(ConflictError, match="Wang changed this"):
        store.imports.undo(second.id, by("Li", LATER))
    assert store.imports.find(second.id).undone_at is None


def test_what_is_not_in_the_store_is_refused_with_a_sentence(store: Store) -> None:
    assert store.data_sets.find("nothing") is None
    with pytest.raises(UserError, match="This import does not exist"):
        store.imports.undo("nothing", by("Li", NOW))
    elsewhere = data_set_of(store, committed(store, None, 5))
    with pytest.raises(UserError, match="no longer exists"):
        store.data_sets.rename(type(elsewhere)(**(vars(elsewhere) | {"id": "other"})), "x", by("Li", NOW))


def test_a_file_that_a_sweep_took_before_the_commit_is_written_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = ObjectStore.put

    def swept(self: ObjectStore, frame: pl.DataFrame) -> str:
        sha = put(self, frame)
        self._path(sha).unlink()
        return sha

    # Every file disappears after the first write of each; within the transaction it is written for good.
    seen: set[str] = set()

    def once(self: ObjectStore, frame: pl.DataFrame) -> str:
        key = frame.write_json()
        if key in seen:
            return put(self, frame)
        seen.add(key)
        return swept(self, frame)

    monkeypatch.setattr(ObjectStore, "put", once)
    made = committed(store, None, 5)
    assert store.snapshots.load(made.after).lines.equals(sales(5).lines)
    assert store.imports.rejected(made.id).height == 1
    assert store.snapshots.records(made.after)["orders"].equals(rows(5)["orders"])
