"""One model is published per data set; the others are drafts or archived, and the tiers that were told are kept."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from kam_core.store.conflict import ConflictError
from kam_core.store.files.objects import ObjectStore
from kam_core.store.model_versions import ModelVersion
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.sample_content import HOME, LATER, NOW, TODAY, by, published, tiers


def drafted(store: Store, document: str, draft: ModelVersion | None = None, who: str = "Li") -> ModelVersion:
    return store.models.save_draft(
        data_set_id="demo", home=HOME, name="Draft", document=document, note="why", by=by(who, NOW), draft=draft
    )


def test_a_published_model_holds_in_its_data_set_only(place: Place) -> None:
    made = published(place.open(), None)
    store = place.open()
    assert store.models.published("demo") == made == store.models.find(made.id)
    assert (made.number, made.status, made.published_by, made.published_at) == (1, "published", "Li", NOW)
    assert store.models.published("other") is None


def test_publishing_the_next_one_archives_the_one_before(store: Store) -> None:
    first = published(store, None)
    second = published(store, first.id, by=by("Wang", LATER))
    before = store.models.find(first.id)
    assert (before.status, before.archived_by, before.archived_at) == ("archived", "Wang", LATER)
    assert before.document == first.document
    assert store.models.published("demo") == second
    assert [one.number for one in store.models.versions("demo")] == [2, 1]


def test_who_publishes_over_a_model_that_he_did_not_see_is_warned(store: Store) -> None:
    first = published(store, None, by=by("Wang"))
    with pytest.raises(ConflictError, match="Wang changed this") as refused:
        published(store, None, document="mine")
    assert refused.value.theirs == first
    assert isinstance(refused.value.mine, dict)
    assert refused.value.mine["document"] == "mine"
    second = published(store, first.id, by=by("Zhao"))
    with pytest.raises(ConflictError, match="Zhao changed this"):
        published(store, first.id)
    assert store.models.published("demo") == second


def test_who_publishes_over_a_model_that_was_taken_back_is_warned(store: Store) -> None:
    first = published(store, None)
    store.models.archive(first, by("Wang", LATER))
    with pytest.raises(ConflictError, match="Wang changed this") as refused:
        published(store, first.id)
    assert refused.value.theirs is None
    assert store.models.published("demo") is None


def test_a_draft_is_changed_in_place_until_it_is_published(store: Store) -> None:
    draft = drafted(store, "a = 1")
    changed = drafted(store, "a = 2", draft)
    assert (changed.id, changed.number, changed.status, changed.document) == (draft.id, 1, "draft", "a = 2")
    done = published(store, None, draft=changed, document="a = 3")
    assert (done.id, done.number, done.status, done.document) == (draft.id, 1, "published", "a = 3")
    assert len(store.models.versions("demo")) == 1


def test_a_draft_that_moved_is_neither_changed_nor_published(store: Store) -> None:
    draft = drafted(store, "a = 1")
    drafted(store, "a = 2", draft, who="Wang")
    with pytest.raises(ConflictError, match="Wang changed this") as refused:
        drafted(store, "a = 3", draft)
    documents = [getattr(value, "document", "") for value in (refused.value.theirs, refused.value.mine)]
    assert documents == ["a = 2", "a = 3"]
    with pytest.raises(ConflictError):
        published(store, None, draft=draft)
    assert store.models.find(draft.id).document == "a = 2"
    assert store.models.published("demo") is None
    assert store.published_tiers.of_data_set("demo") == []


def test_a_published_version_is_never_changed_in_place(store: Store) -> None:
    made = published(store, None)
    with pytest.raises(ConflictError):
        drafted(store, "a = 2", made)
    assert store.models.find(made.id) == made


def test_an_old_version_is_reopened_as_a_new_draft(store: Store) -> None:
    first = published(store, None, document="a = 1")
    second = published(store, first.id, document="a = 2")
    draft = store.models.reopen(first.id, by("Wang", LATER))
    assert (draft.number, draft.status, draft.document, draft.created_by) == (3, "draft", "a = 1", "Wang")
    assert store.models.published("demo") == second
    archived = store.models.archive(draft, by("Wang", LATER))
    with pytest.raises(UserError, match="already archived"):
        store.models.archive(archived, by("Wang", LATER))


def test_data_sets_count_for_themselves_and_home_views_do_not(store: Store) -> None:
    first = published(store, None, data_set_id="one")
    assert first.number == published(store, None, data_set_id="two").number == 1
    assert [one.data_set_id for one in store.models.versions("one")] == ["one"]
    with pytest.raises(ConflictError):
        published(store, None, data_set_id="one", home="all/group")
    next_one = published(store, first.id, data_set_id="one", home="all/group")
    assert (next_one.number, next_one.home, store.models.find(first.id).status) == (2, "all/group", "archived")
    assert [one.home for one in store.published_tiers.of_data_set("one")] == ["all/group", HOME]


def test_an_unknown_version_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="This model version does not exist"):
        store.models.reopen("nothing", by("Li", NOW))


def test_published_tiers_are_stored_with_each_publication(place: Place) -> None:
    store = place.open()
    first = published(store, None, score=90.0, dataset="0123456789abcdef")
    published(store, first.id, score=70.0, tiers=tiers(70.0).with_columns(extra=1))
    store = place.open()
    last, before = store.published_tiers.of_data_set("demo")
    assert (before.model, before.dataset, before.as_of, before.at, before.who) == (
        first.id, "0123456789abcdef", TODAY, NOW, "Li",
    )  # fmt: skip
    assert store.published_tiers.tiers(before).equals(tiers(90.0))
    assert store.published_tiers.tiers(last).equals(tiers(70.0))
    assert store.published_tiers.of_account("demo", "a") == [(last, "S", 70.0), (before, "S", 90.0)]
    assert store.published_tiers.of_account("demo", "nobody") == []
    assert store.published_tiers.of_data_set("demo", "all/group") == []


def test_whom_a_publication_put_in_a_tier_is_found_between_two_dates(store: Store) -> None:
    first = published(store, None, score=90.0)
    published(store, first.id, score=70.0, tiers=None)
    history, before = store.published_tiers, TODAY - datetime.timedelta(days=1)
    assert ("a", "S", TODAY) in history.ever_published_in("demo", HOME, ("S", "A"), TODAY, TODAY).rows()
    assert set(history.ever_published_in("demo", HOME, ("S", "A"), TODAY, TODAY)["tier"]) <= {"S", "A"}
    assert history.ever_published_in("demo", HOME, ("S", "A"), before, before).is_empty()
    assert history.ever_published_in("demo", "3/account", ("S", "A"), TODAY, TODAY).is_empty()
    assert history.ever_published_in("other", HOME, ("S", "A"), before, TODAY).is_empty()


def test_a_publication_without_tiers_says_so(store: Store) -> None:
    published(store, None, tiers=None)
    (only,) = store.published_tiers.of_data_set("demo", HOME)
    with pytest.raises(UserError, match="No tiers were recorded"):
        store.published_tiers.tiers(only)
    assert store.published_tiers.of_account("demo", "a") == []


def test_tiers_that_a_sweep_took_before_the_publication_are_written_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = ObjectStore.put
    swept: list[str] = []

    def taken(self: ObjectStore, frame: pl.DataFrame) -> str:
        sha = put(self, frame)
        if not swept:
            self._path(sha).unlink()
            swept.append(sha)
        return sha

    monkeypatch.setattr(ObjectStore, "put", taken)
    published(store, None, score=50.0)
    assert swept
    assert store.published_tiers.tiers(store.published_tiers.of_data_set("demo")[0]).equals(tiers(50.0))


def test_tiers_without_a_score_are_a_mistake_that_publishes_nothing(store: Store) -> None:
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        published(store, None, tiers=tiers(1.0).drop("score"))
    assert store.models.published("demo") is None
