"""Documents of a data set: rules with a version, checked when they are saved and when they are read."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kam_core.services.rules.documents import DocumentKind, document, save_document
from kam_core.store.conflict import ConflictError
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.message import UserError

AT = datetime.datetime(2026, 9, 30, 8, tzinfo=datetime.UTC)
MANAGER = By(Actor("Lena", Role.MANAGER), AT)


def _read(plain: Mapping[str, Any]) -> int:
    if not 1 <= plain["first_month"] <= 12:
        raise UserError("Give a month from 1 to 12.")
    return int(plain["first_month"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


YEAR = DocumentKind("fiscal_year_of_test", 1, _read, lambda month: {"first_month": month})


def test_a_document_nobody_edited_is_its_default(store: Store) -> None:
    assert (document(store, "book", YEAR).value, document(store, "book", YEAR).version) == (1, 0)


def test_a_saved_document_says_who_changed_it_and_is_in_the_audit_log(store: Store) -> None:
    save_document(store, "book", YEAR, 4, expected=0, by=MANAGER)
    saved = document(store, "book", YEAR)
    assert (saved.value, saved.version, saved.changed_by, saved.changed_at) == (4, 1, "Lena", AT)
    assert document(store, "other", YEAR).value == 1


def test_a_document_changed_meanwhile_is_a_conflict_and_not_overwritten(store: Store) -> None:
    save_document(store, "book", YEAR, 4, expected=0, by=MANAGER)
    with pytest.raises(ConflictError):
        save_document(store, "book", YEAR, 7, expected=0, by=MANAGER)
    assert document(store, "book", YEAR).value == 4


def test_an_account_manager_changes_no_rules_and_a_wrong_rule_is_refused(store: Store) -> None:
    with pytest.raises(UserError):
        save_document(store, "book", YEAR, 4, expected=0, by=By(Actor("Wei", Role.ACCOUNT_MANAGER), AT))
    with pytest.raises(UserError, match="1 to 12"):
        save_document(store, "book", YEAR, 13, expected=0, by=MANAGER)


def test_a_stored_text_that_cannot_be_read_leaves_the_default_and_says_so(store: Store) -> None:
    store.settings.put("fiscal_year_of_test:book", {"first_month": 99}, expected=0, by=MANAGER)
    found = document(store, "book", YEAR)
    assert found.value == 1
    assert found.problem is not None
