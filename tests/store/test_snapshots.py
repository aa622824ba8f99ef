"""Data sets come back as they went in, by their content's id."""

import datetime
from pathlib import Path

import polars as pl
import pytest

from kam_core.store.home import home_folder
from kam_core.store.store import Store
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.store.conftest import Place

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
DATA = dataset(
    monthly("a", "2024-01-10", 3, 5), [{"account": "b"}], tables={"touches": [{"account": "b", "date": "2024-01-01"}]}
)


def same(found: Dataset, given: Dataset) -> bool:
    """Whether everything in two data sets is equal, the types of the columns included."""
    words = [(one.name, one.currency, one.sources, one.content_id, one.frames.keys()) for one in (found, given)]
    return words[0] == words[1] and all(
        found.frames[name].schema == frame.schema and found.frames[name].equals(frame)
        for name, frame in given.frames.items()
    )


def test_a_data_set_comes_back_as_it_went_in(place: Place) -> None:
    saved = place.open().snapshots.save(DATA, None, NOW)
    assert same(place.open().snapshots.load(saved), DATA)


def test_the_rows_as_imported_come_back_beside_it(store: Store) -> None:
    records = {"orders": pl.DataFrame({"account": ["a", None], "amount": [1, 2]}), "touches": pl.DataFrame({"n": [1]})}
    saved = store.snapshots.save(DATA, records, NOW)
    found = store.snapshots.records(saved)
    assert found.keys() == records.keys()
    assert all(found[name].equals(frame) for name, frame in records.items())


def test_the_same_content_is_stored_once_and_other_content_apart(store: Store) -> None:
    other = dataset(monthly("a", "2024-01-10", 3, 6))
    assert store.snapshots.save(DATA, None, NOW) == store.snapshots.save(DATA, None, NOW) == DATA.content_id
    assert store.snapshots.save(other, None, NOW) != DATA.content_id


def test_the_same_content_from_other_rows_keeps_both_kinds_of_rows(store: Store) -> None:
    one, two = ({"orders": pl.DataFrame({"remark": [word]})} for word in ("first", "second"))
    first, second = store.snapshots.save(DATA, one, NOW), store.snapshots.save(DATA, two, NOW)
    assert first != second == store.snapshots.save(DATA, two, NOW)
    assert store.snapshots.records(first)["orders"]["remark"].to_list() == ["first"]
    assert store.snapshots.records(second)["orders"]["remark"].to_list() == ["second"]
    assert store.snapshots.load(second).lines.equals(DATA.lines)


def test_who_gives_no_rows_does_not_take_those_of_the_same_content_away(store: Store) -> None:
    records = {"orders": pl.DataFrame({"remark": ["first"]})}
    saved = store.snapshots.save(DATA, records, NOW)
    assert store.snapshots.save(DATA, None, NOW) == saved
    assert store.snapshots.records(saved)["orders"].equals(records["orders"])


@pytest.mark.parametrize("asked", ["../../etc/passwd", "", "ABCDEF0123456789", "0123456789abcdef/.."])
def test_an_id_from_a_link_never_becomes_a_path(store: Store, asked: str) -> None:
    with pytest.raises(UserError, match="data set in this link does not exist"):
        store.snapshots.load(asked)


def test_an_unknown_data_set_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="no longer exists"):
        store.snapshots.load("0123456789abcdef")


def test_the_home_is_where_the_variable_says_or_the_users_own_folder() -> None:
    assert home_folder({"KAM_HOME": "/srv/kam"}) == Path("/srv/kam")
    assert home_folder({"KAM_HOME": "  "}).name == "key-account-dashboard"
