"""Saved views and boundaries of the nine boxes: documents that are read strictly, with a conflict for the second."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kam_core.insight.account_list.account_filter import AccountFilter
from kam_core.services.rules.box_boundaries import BOX_BOUNDARIES, read_boundaries
from kam_core.services.rules.documents import document, save_document
from kam_core.services.rules.saved_views import (
    NO_VIEWS,
    SAVED_VIEWS,
    SavedView,
    plain_views,
    read_views,
    renamed,
    with_view,
    without,
)
from kam_core.store.conflict import ConflictError
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.message import UserError

MANAGER = By(Actor("Lena", Role.MANAGER), datetime.datetime(2026, 9, 30, 8, tzinfo=datetime.UTC))
NORTH = SavedView(
    AccountFilter(tiers=("S", "A"), regions=("North",), key=True), ("wallet_share",), ("stage",), ("revenue", "up"),
    "value", "revenue", "margin_rate", "Lena",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


def test_a_saved_view_comes_back_as_it_was(store: Store) -> None:
    views = with_view(with_view(NO_VIEWS, " North  2026 ", NORTH), "All", SavedView())
    save_document(store, "book", SAVED_VIEWS, views, expected=0, by=MANAGER)
    found = document(store, "book", SAVED_VIEWS)
    assert list(found.value) == ["All", "North 2026"]
    assert found.value["North 2026"] == NORTH
    assert found.changed_by == "Lena"


def test_the_second_of_two_editors_is_told_and_the_first_view_stays(store: Store) -> None:
    save_document(store, "book", SAVED_VIEWS, with_view(NO_VIEWS, "one", NORTH), expected=0, by=MANAGER)
    with pytest.raises(ConflictError):
        save_document(store, "book", SAVED_VIEWS, with_view(NO_VIEWS, "two", NORTH), expected=0, by=MANAGER)
    assert list(document(store, "book", SAVED_VIEWS).value) == ["one"]


def test_a_view_is_renamed_and_deleted_and_no_other_is_overwritten_by_a_name() -> None:
    views = with_view(with_view(NO_VIEWS, "one", NORTH), "two", SavedView())
    assert list(renamed(views, "one", "three")) == ["three", "two"]
    assert renamed(views, "one", "three")["three"] == NORTH
    assert list(without(views, "one")) == ["two"]
    with pytest.raises(UserError, match="two"):
        renamed(views, "one", "two")
    with pytest.raises(UserError):
        with_view(views, "  ", NORTH)


@pytest.mark.parametrize(
    "change",
    [
        {"columns": ["no_such_measure"]}, {"order": ["revenue", "sideways"]}, {"order": "revenue"}, {"chart": "pie"},
        {"x": "colour"}, {"x": ["revenue"]}, {"hidden": [1]}, {"saved_by": None}, {"colour": "red"},
        {"filter": {"tiers": ["X"]}},
    ],
)  # fmt: skip
def test_a_view_with_something_unknown_is_refused(change: dict[str, Any]) -> None:
    plain = plain_views({"one": NORTH})
    assert read_views(plain)["one"] == NORTH
    with pytest.raises(UserError):
        read_views({"one": {**plain["one"], **change}})


def test_boundaries_of_an_axis_are_two_rising_numbers_and_come_back(store: Store) -> None:
    given = {"revenue": (1000.0, 20000.0), "fit": (2.0, 4.0)}
    save_document(store, "book", BOX_BOUNDARIES, given, expected=0, by=MANAGER)
    assert document(store, "book", BOX_BOUNDARIES).value == given
    for wrong in ({"colour": [1, 2]}, {"fit": [4, 2]}, {"fit": [2]}, {"fit": [1, True]}, {"fit": [1, float("inf")]}):
        with pytest.raises(UserError):
            read_boundaries(wrong)
