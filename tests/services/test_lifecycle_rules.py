"""Lifecycle rules as a document: what was saved is read, and what cannot be is refused."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from kam_core.measures.lifecycle.policy import LifecyclePolicy, with_rhythm
from kam_core.services.rules.documents import document, save_document
from kam_core.services.rules.lifecycle_rules import LIFECYCLE_RULES, lifecycle_rules, read_rules
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.message import UserError

AT = datetime.datetime(2026, 9, 30, 8, tzinfo=datetime.UTC)


def test_rules_come_back_as_they_were_saved_and_only_managers_save_them(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    rules = with_rhythm(LifecyclePolicy(seasons=True, spring_festival=True), "project")
    with pytest.raises(UserError):
        save_document(store, "d", LIFECYCLE_RULES, rules, expected=0, by=By(Actor("Kim", Role.ACCOUNT_MANAGER), AT))
    save_document(store, "d", LIFECYCLE_RULES, rules, expected=0, by=By(Actor("Lena", Role.MANAGER), AT))
    assert lifecycle_rules(store, "d") == rules
    assert (rules.window_months, rules.open_deal_counts, rules.ended_days) == (24, True, 730)
    assert lifecycle_rules(store, "another") == LifecyclePolicy()
    assert document(store, "d", LIFECYCLE_RULES).version == 1
    store.close()


@pytest.mark.parametrize("wrong", [{"colour": 1}, {"cooling_days": "60"}, {"cooling_days": True}, {"seasons": 1}])
def test_what_no_rule_can_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        read_rules(wrong)


def test_a_limit_that_an_older_document_does_not_name_has_its_usual_value() -> None:
    assert read_rules({"cooling_days": 45}) == LifecyclePolicy(cooling_days=45)
