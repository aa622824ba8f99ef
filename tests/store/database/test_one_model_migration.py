"""A store in which each window and unit had a model of its own becomes one with a model per data set."""

from __future__ import annotations

import datetime

from sqlalchemy import text

from kam_core.reports.audit_list import about
from kam_core.scoring.model.model import Model
from kam_core.store.database.migration import migrate
from kam_core.store.store import Store
from tests.store.conftest import Place
from tests.store.database.model_per_view_store import BEGUN, SLOTS, document, old_store, version, workspace
from tests.store.sample_content import committed, published

FIVE = [version(f"Model {slot}", slot, 1, "published", day) for day, slot in enumerate(SLOTS)]


def states(store: Store, data_set_id: str = "demo") -> list[tuple[int, str, str, str]]:
    return [(one.number, one.name, one.home, one.status) for one in reversed(store.models.versions(data_set_id))]


def test_twelve_months_by_account_becomes_the_model_and_the_others_are_archived(place: Place) -> None:
    old_store(place, FIVE, [])
    before = datetime.datetime.now(datetime.UTC)
    store = place.open()
    assert states(store) == [
        (1, "Model 12/account", "12/account", "published"),
        (2, "Model 24/account", "24/account", "archived"),
        (3, "Model 3/account", "3/account", "archived"),
        (4, "Model all/group", "all/group", "archived"),
        (5, "Model 6/account", "6/account", "archived"),
    ]
    model = store.models.published("demo")
    assert model is not None
    assert (model.document, model.version, model.archived_at) == (document("Model 12/account"), 1, None)
    gone = store.models.find("Model 3/account-id")
    assert gone.archived_by == "system"
    assert gone.archived_at is not None
    assert before - datetime.timedelta(seconds=1) <= gone.archived_at <= datetime.datetime.now(datetime.UTC)
    assert (gone.published_by, gone.published_at) == ("Li", BEGUN + datetime.timedelta(days=2))


def test_without_a_model_of_twelve_months_the_one_published_last_becomes_the_model(place: Place) -> None:
    rows = [version("A", "3/account", 1, "archived", 0), version("B", "3/account", 2, "published", 9),
            version("C", "24/account", 1, "published", 4), version("D", "12/account", 1, "draft", 1)]  # fmt: skip
    old_store(place, rows, [])
    assert states(place.open()) == [
        (1, "A", "3/account", "archived"), (2, "B", "3/account", "published"),
        (3, "D", "12/account", "draft"), (4, "C", "24/account", "archived"),
    ]  # fmt: skip


def test_a_document_names_the_home_view_that_it_had_as_its_place(place: Place) -> None:
    old_store(place, FIVE, [])
    store = place.open()
    homes = {one.home: Model.from_toml(one.document) for one in store.models.versions("demo")}
    assert {slot: model.home for slot, model in homes.items()} == {slot: slot for slot in SLOTS}
    assert {publication.home for publication in store.published_tiers.of_data_set("demo")} == set(SLOTS)


def test_every_change_is_in_the_audit_log_whose_chain_holds(place: Place) -> None:
    old_store(place, FIVE, [])
    store = place.open()
    assert store.audit.verify() == 9
    joined = store.audit.entries(action="model.join")
    assert [about(entry) for entry in reversed(joined)] == [
        "“Model 24/account v1” (24 months, by account) is now v2 and archived",
        "“Model 3/account v1” (3 months, by account) is now v3 and archived",
        "“Model all/group v1” (all months, by group) is now v4 and archived",
        "“Model 6/account v1” (6 months, by account) is now v5 and archived",
    ]
    assert {entry.who for entry in joined} == {"system"}


def test_each_data_set_has_its_own_model(place: Place) -> None:
    rows = [version("A", "3/account", 1, "published", 0, "one"), version("B", "24/group", 1, "published", 1, "two")]
    old_store(place, rows, [])
    store = place.open()
    assert states(store, "one") == [(1, "A", "3/account", "published")]
    assert states(store, "two") == [(1, "B", "24/group", "published")]
    assert store.audit.entries(action="model.join") == []


def test_data_sets_of_before_are_noted_so_that_people_see_who_changes_tier_and_a_new_store_notes_none(
    place: Place,
) -> None:
    assert place.open().settings.get("definition") is None
    made = committed(place.open(), None, 5.0)
    assert place.open().settings.get("definition") is None
    newer = place.open()
    migrate(newer.database.engine, newer.database.home, "r001")
    store = place.open()
    noted = store.settings.get("definition")
    assert noted is not None
    assert noted.value == {"version": 2, "unread": [made.data_set_id]}
    assert store.audit.entries(action="setting.put")[0].who == "system"
    store.audit.verify()


def test_opened_again_nothing_changes_and_the_next_version_is_the_next_number(place: Place) -> None:
    old_store(place, FIVE, [workspace("abcdefgh", {"demo/3/account": document("Mine")})])
    store = place.open()
    first = store.models.versions("demo"), store.workspaces.find("abcdefgh"), store.audit.verify()
    again = place.open()
    assert (again.models.versions("demo"), again.workspaces.find("abcdefgh"), again.audit.verify()) == first
    model = again.models.published("demo")
    assert model is not None
    assert published(again, model.id).number == 6


def test_scenarios_of_one_name_in_two_windows_are_distinguished(place: Place) -> None:
    rows = [version("A", "12/account", 1, "published", 0), version("bolder", "12/account", 2, "draft", 1),
            {**version("X", "3/account", 1, "draft", 2), "name": "Bolder"}]  # fmt: skip
    old_store(place, rows, [])
    assert states(place.open())[1:] == [
        (2, "bolder", "12/account", "draft"), (3, "Bolder (3 months, by account)", "3/account", "draft"),
    ]  # fmt: skip


def test_the_draft_of_twelve_months_stays_and_the_others_become_scenarios(place: Place) -> None:
    drafts = {f"demo/{slot}": document("Mine", weight) for slot, weight in
              (("12/account", 12.0), ("3/account", 3.0), ("all/group", 99.0))}  # fmt: skip
    noted = {"bases": {"demo/12/account": "Model 12/account-id", "demo/3/account": None}, "window": 3}
    old_store(place, FIVE, [workspace("abcdefgh", drafts, **noted)])
    store = place.open()
    found = store.workspaces.find("abcdefgh")
    assert found is not None
    assert found.drafts == {"demo": document("Mine", 12.0)}
    assert found.view == {"bases": {"demo": "Model 12/account-id"}, "window": 3}
    assert found.version == 3
    assert states(store)[5:] == [
        (6, "Mine (3 months, by account)", "3/account", "draft"),
        (7, "Mine (all months, by group)", "all/group", "draft"),
    ]
    everything, three = (one for one in store.models.versions("demo") if one.status == "draft")
    assert Model.from_toml(three.document).home == "3/account"
    assert [Model.from_toml(one.document).criterion("revenue").weight for one in (three, everything)] == [3.0, 99.0]
    assert (three.created_by, three.created_at) == ("system", BEGUN + datetime.timedelta(days=90))
    assert len(store.audit.entries(action="model.draft")) == 2
    assert store.audit.verify() == 11


def test_a_draft_of_another_window_is_the_draft_where_there_is_none_of_twelve_months(place: Place) -> None:
    rows = [workspace("abcdefgh", {"demo/3/account": document("Mine"), "other/24/group": "no model"}, window=3)]
    old_store(place, FIVE, rows)
    store = place.open()
    found = store.workspaces.find("abcdefgh")
    assert found is not None
    assert found.drafts == {"demo": 'home = "3/account"\n' + document("Mine"), "other": 'home = "24/group"\nno model'}
    assert len(store.models.versions("demo")) == 5


def test_two_readers_whose_drafts_have_one_name_lose_neither(place: Place) -> None:
    drafts = {"demo/12/account": document("Mine"), "demo/3/account": document("Mine", 5.0)}
    old_store(place, FIVE, [workspace("abcdefgh", drafts), workspace("bcdefghi", drafts)])
    assert states(place.open())[5:] == [
        (6, "Mine (3 months, by account)", "3/account", "draft"),
        (7, "Mine (3 months, by account) 2", "3/account", "draft"),
    ]


def test_up_down_and_up_again_keeps_models_and_drafts(place: Place) -> None:
    old_store(place, FIVE, [workspace("abcdefgh", {"demo/3/account": document("Mine")}, bases={"demo/3/account": "x"})])
    store = place.open()
    before = states(store), store.workspaces.find("abcdefgh")
    migrate(store.database.engine, store.database.home, "r001")
    with store.database.engine.connect() as connection:
        slots = connection.execute(text("SELECT slot FROM models ORDER BY number")).scalars().all()
    assert slots == list(SLOTS)
    migrate(store.database.engine, store.database.home)
    assert (states(store), store.workspaces.find("abcdefgh")) == before
    store.audit.verify()
