"""A tier by hand has a reason, an author and perhaps an end; it is withdrawn or expires, but never lost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from kam_core.store.conflict import ConflictError
from kam_core.store.overrides import StoredOverride
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.sample_content import LATER, NOW, TODAY, by

TOMORROW = TODAY + datetime.timedelta(days=1)
YESTERDAY = TODAY - datetime.timedelta(days=1)


def set_override(store: Store, **more: Any) -> StoredOverride:
    given = {
        "data_set_id": "demo", "account_id": "a", "tier": "S", "reason": "They begin next month", "by": by(),
        "until": None,
    }  # fmt: skip
    return store.overrides.set(**(given | more))


def test_an_override_holds_until_it_is_withdrawn_and_stays_in_the_list_of_all(place: Place) -> None:
    made = set_override(place.open())
    store = place.open()
    assert store.overrides.active("demo", TODAY) == [made] == store.overrides.all("demo")
    assert store.overrides.active("other", TODAY) == []
    gone = store.overrides.withdraw(made, by("Wang", LATER))
    assert (gone.withdrawn_by, gone.withdrawn_at) == ("Wang", LATER)
    assert store.overrides.active("demo", TODAY) == []
    assert store.overrides.expired("demo", TODAY) == []
    assert store.overrides.all("demo") == [gone]
    assert store.overrides.find(made.id) == gone


def test_an_override_holds_on_its_last_day_and_is_expired_on_the_next(store: Store) -> None:
    made = set_override(store, until=TODAY)
    assert (store.overrides.active("demo", TODAY), store.overrides.expired("demo", TODAY)) == ([made], [])
    assert (store.overrides.active("demo", TOMORROW), store.overrides.expired("demo", TOMORROW)) == ([], [made])


def test_an_expired_override_can_be_set_again(store: Store) -> None:
    old = set_override(store, until=TODAY)
    new = set_override(store, tier="A", by=by("Wang", NOW + datetime.timedelta(days=2)))
    assert store.overrides.active("demo", TOMORROW) == [new]
    assert {one.id: one.withdrawn_by for one in store.overrides.all("demo")} == {old.id: "Wang", new.id: None}


def test_two_who_override_one_account_do_not_overwrite_each_other(store: Store) -> None:
    theirs = set_override(store, by=by("Wang"))
    with pytest.raises(ConflictError, match="Wang changed this") as refused:
        set_override(store, tier="C")
    assert refused.value.theirs == theirs
    assert getattr(refused.value.mine, "tier", None) == "C"
    assert store.overrides.active("demo", TODAY) == [theirs]
    assert len({set_override(store, account_id=name).id for name in ("b", "c")}) == 2


def test_a_changed_override_keeps_its_past_in_the_audit_log(store: Store) -> None:
    made = set_override(store)
    changed = store.overrides.change(made, tier="A", reason="less", until=TOMORROW, by=by("Wang", LATER))
    assert (changed.id, changed.tier, changed.author, changed.until, changed.version) == (
        made.id, "A", "Wang", TOMORROW, 2,
    )  # fmt: skip
    (entry,) = store.audit.entries(action="override.change")
    assert (entry.details["before"]["tier"], entry.details["after"]["tier"]) == ("S", "A")
    with pytest.raises(ConflictError, match="Wang changed this"):
        store.overrides.change(made, tier="C", reason="no", until=None, by=by("Li", LATER))
    with pytest.raises(ConflictError, match="Wang changed this"):
        store.overrides.withdraw(made, by("Li", LATER))
    assert store.overrides.active("demo", TODAY) == [changed]


def test_a_withdrawn_override_is_not_changed_any_more(store: Store) -> None:
    gone = store.overrides.withdraw(set_override(store), by("Wang", LATER))
    with pytest.raises(ConflictError, match="Wang changed this"):
        store.overrides.change(gone, tier="C", reason="no", until=None, by=by("Li", LATER))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"tier": "X"}, "X is not a tier. Choose one of S, A, B, C"),
        ({"reason": "  "}, "Enter a reason"),
        ({"by": by("")}, "Enter your name"),
        ({"account_id": ""}, "is blank or longer than 500"),
        ({"account_id": "a" * 501}, "is blank or longer than 500"),
        ({"until": YESTERDAY}, "is in the past"),
    ],
)
def test_an_override_without_sense_is_refused(store: Store, wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        set_override(store, **wrong)
    assert store.overrides.all("demo") == []


def test_the_longest_id_has_room(store: Store) -> None:
    assert store.overrides.find(set_override(store, account_id="户" * 500).id).account_id == "户" * 500


def test_an_unknown_override_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="This manual tier does not exist"):
        store.overrides.find("nothing")
