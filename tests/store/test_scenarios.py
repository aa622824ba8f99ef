"""Scenarios are drafts under a name; publishing and taking back are for those who are named."""

from __future__ import annotations

from typing import Any

import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.overrides import Override, with_overrides
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.services.publishing import publish, take_back
from kam_core.services.scenarios import (
    duplicate_scenario,
    rename_scenario,
    save_scenario,
    scenarios,
)
from kam_core.store.conflict import ConflictError
from kam_core.store.model_versions import ModelVersion
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.store.sample_content import HOME, LATER, NOW, TODAY, by

MODEL = built_in_preset("transactions_only")
OTHER = MODEL.with_weights({"revenue": 77.0})


def saved(store: Store, name: str = "Bold", model: Model = MODEL, who: str = "Kim", **more: Any) -> ModelVersion:
    return save_scenario(store, model, data_set_id="demo", name=name, **({"by": by(who, NOW)} | more))


def test_a_scenario_is_a_draft_that_keeps_its_name_and_what_it_decides(store: Store) -> None:
    made = saved(store, "  Bold \n move ", note=" for the\nboard ")
    assert (made.name, made.note, made.status, made.created_by) == ("Bold move", "for the board", "draft", "Kim")
    again = Model.from_toml(store.models.find(made.id).document)
    assert (again.name, model_hash(again)) == ("Bold move", model_hash(MODEL))
    assert store.models.published("demo") is None


def test_a_scenario_saved_again_stays_one_scenario(store: Store) -> None:
    made = saved(store)
    again = saved(store, "Bolder", OTHER, scenario=made)
    assert again.id == made.id
    assert [one.name for one in scenarios(store, "demo")] == ["Bolder"]
    assert model_hash(Model.from_toml(again.document)) == model_hash(OTHER)


def test_who_saves_over_what_somebody_else_saved_is_warned_and_overwrites_nothing(store: Store) -> None:
    made = saved(store)
    theirs = saved(store, "Bold", OTHER, who="Lee", scenario=made)
    with pytest.raises(ConflictError, match="Lee changed this"):
        saved(store, "Bold", MODEL, scenario=made)
    with pytest.raises(ConflictError, match="Lee changed this"):
        rename_scenario(store, made, name="Mine", by=by("Kim", LATER))
    assert store.models.find(made.id) == theirs


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Enter a name for the scenario"),
        ({"by": by("", NOW)}, "Enter your name first"),
        ({"name": "x" * 81}, "more than 80"),
    ],
)
def test_a_scenario_needs_a_name_of_usual_length_and_somebody_who_saves_it(
    store: Store, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        saved(store, **given)
    assert scenarios(store, "demo") == []


def test_two_scenarios_of_one_name_would_be_taken_for_each_other(store: Store) -> None:
    first = saved(store, "Bold")
    with pytest.raises(UserError, match="named bold already"):
        saved(store, "bold")
    second = saved(store, "Bold 2")
    with pytest.raises(UserError, match="named Bold already"):
        rename_scenario(store, second, name="Bold", by=by("Kim", LATER))
    store.models.archive(first, by("Kim", LATER))
    assert rename_scenario(store, second, name="Bold", by=by("Kim", LATER)).name == "Bold"


def test_a_new_name_changes_nothing_that_the_scenario_decides(store: Store) -> None:
    made = saved(store, note="why")
    named = rename_scenario(store, made, name="Brave", by=by("Lee", LATER))
    assert (named.name, named.note, named.changed_by) == ("Brave", "why", "Lee")
    assert Model.from_toml(named.document) == rebuilt(Model.from_toml(made.document), name="Brave")


def test_a_copy_takes_the_next_free_number(store: Store) -> None:
    made = saved(store, "Bold", note="why")
    copies = [duplicate_scenario(store, made, by=by("Lee", LATER)) for _ in range(2)]
    assert [one.name for one in copies] == ["Bold (2)", "Bold (3)"]
    assert {model_hash(Model.from_toml(one.document)) for one in copies} == {model_hash(MODEL)}
    assert (copies[0].note, copies[0].created_by) == ("why", "Lee")
    long = saved(store, "x" * 80)
    assert duplicate_scenario(store, long, by=by("Lee", LATER)).name == "x" * 70 + " (2)"


def test_decisions_on_single_accounts_stay_out_of_a_scenario(store: Store) -> None:
    decided = (Override(account_id="a", tier="S", reason="flagship", author="Kim"),)
    made = saved(store, "Bold", with_overrides(MODEL, decided), overrides=decided)
    assert "flagship" not in made.document


def test_archived_scenarios_are_opened_again_as_new_drafts(store: Store) -> None:
    made = saved(store)
    store.models.archive(made, by("Kim", NOW))
    assert scenarios(store, "demo") == []
    assert [one.id for one in scenarios(store, "demo", "archived")] == [made.id]
    again = store.models.reopen(made.id, by("Lee", LATER))
    assert [one.id for one in scenarios(store, "demo")] == [again.id]
    assert again.document == made.document


def published(store: Store, who: str = "Kim", **more: Any) -> ModelVersion:
    view = View(TODAY)
    frame = account_measures(dataset(monthly("a", "2024-01-10", 20, 10.0)), view)
    portfolio = score_accounts(frame, view, propose(MODEL, frame))
    values: dict[str, Any] = {"expected": None} | more
    return publish(store, portfolio, data_set_id="demo", name="Rules", note="why", by=by(who, NOW), **values)


def test_the_published_version_is_taken_back_with_a_reason_that_the_log_keeps(store: Store) -> None:
    made = published(store)
    for given, sentence in (({"reason": ""}, "Enter a reason"), ({"by": by("", LATER)}, "Enter your name first")):
        with pytest.raises(UserError, match=sentence):
            take_back(store, made, **({"reason": "wrong cut", "by": by("Kim", LATER)} | given))
    assert store.models.published("demo") == made
    gone = take_back(store, made, reason="wrong cut", by=by("Kim", LATER))
    assert (gone.status, gone.archived_by) == ("archived", "Kim")
    assert store.models.published("demo") is None
    (last,) = store.audit.entries(limit=1)
    assert (last.action, last.details["reason"]) == ("model.archive", "wrong cut")
    # What was told stays told.
    assert store.published_tiers.last_tiers("demo", HOME, TODAY)["account_id"].to_list() == ["a"]
