"""Settings and remembered columns: kept with who and when, and never overwritten unseen."""

from __future__ import annotations

import pytest

from kam_core.store.conflict import ConflictError
from kam_core.store.shared_settings import Setting
from kam_core.store.store import Store
from tests.store.conftest import Place
from tests.store.sample_content import LATER, NOW, by


def test_a_setting_is_stored_with_who_and_when(place: Place) -> None:
    place.open().settings.put("currency", {"code": "CNY", "名": [1, None]}, expected=0, by=by("Li", NOW))
    found = place.open().settings.get("currency")
    assert found == Setting("currency", {"code": "CNY", "名": [1, None]}, 1, NOW, "Li")


def test_a_setting_that_nobody_made_is_none(store: Store) -> None:
    assert store.settings.get("currency") is None


def test_who_changes_a_setting_that_moved_sees_both_values(store: Store) -> None:
    store.settings.put("days", 30, expected=0, by=by("Wang", NOW))
    for expected in (0, 7):
        with pytest.raises(ConflictError, match="Wang changed this") as refused:
            store.settings.put("days", 60, expected=expected, by=by("Li", LATER))
        assert [getattr(value, "value", None) for value in (refused.value.theirs, refused.value.mine)] == [30, 60]
    with pytest.raises(ConflictError):
        store.settings.put("other", 60, expected=1, by=by("Li", LATER))
    found = store.settings.get("days")
    assert found is not None
    assert found.value == 30
    assert store.settings.put("days", 60, expected=found.version, by=by("Li", LATER)).version == 2


def test_a_value_that_is_no_json_is_a_mistake_that_changes_nothing(store: Store) -> None:
    with pytest.raises(Exception, match="JSON"):
        store.settings.put("days", float("nan"), expected=0, by=by("Li", NOW))
    assert store.settings.get("days") is None
    assert store.audit.verify() == 0


def test_a_mapping_is_remembered_per_set_of_headers_also_of_very_many(store: Store) -> None:
    wide = "|".join(f"列{place}" for place in range(5000))
    store.mappings.remember(wide, {"amount": "列7"}, by("Li", NOW))
    store.mappings.remember("a|b", {"amount": "a"}, by("Li", NOW))
    second = store.mappings.remember("a|b", {"amount": "b"}, by("Wang", LATER))
    assert {key: mapping.value for key, mapping in store.mappings.all().items()} == {
        wide: {"amount": "列7"}, "a|b": {"amount": "b"},
    }  # fmt: skip
    assert store.mappings.find("a|b") == second
    assert (second.who, second.at, second.version) == ("Wang", LATER, 2)


def test_saying_the_same_mapping_again_changes_nothing(store: Store) -> None:
    first = store.mappings.remember("a|b", {"amount": "a"}, by("Li", NOW))
    assert store.mappings.remember("a|b", {"amount": "a"}, by("Wang", LATER)) == first
    assert store.audit.verify() == 1


def test_a_forgotten_mapping_stays_in_the_audit_log(store: Store) -> None:
    store.mappings.remember("a|b", {"amount": "a"}, by("Li", NOW))
    store.mappings.forget("a|b", by("Wang", LATER))
    store.mappings.forget("a|b", by("Wang", LATER))
    assert store.mappings.all() == {}
    assert store.mappings.find("a|b") is None
    assert [(entry.action, entry.who, entry.details) for entry in store.audit.entries()] == [
        ("mapping.forget", "Wang", {"before": {"amount": "a"}}),
        ("mapping.remember", "Li", {"before": None, "after": {"amount": "a"}}),
    ]


def test_a_setting_may_be_set_to_nothing_and_is_read_back(store: Store) -> None:
    made = store.settings.put("first_book", "a-data-set", expected=0, by=by("Ada"))
    store.settings.put("first_book", None, expected=made.version, by=by("Ada"))
    found = store.settings.get("first_book")
    assert found is not None
    assert (found.value, found.version) == (None, 2)
