"""People and browsers: one name, one person; somebody can always change the roles."""

from __future__ import annotations

import pytest

from kam_core.services.people import find_or_add_person
from kam_core.store.conflict import ConflictError
from kam_core.store.people import Person
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.sample_content import LATER, NOW, by


def changed(store: Store, person: Person, **values: object) -> Person:
    given = {"name": person.name, "role": person.role, "owners": person.owners, "start_screen": person.start_screen}
    return store.people.change(person, by("Ada", LATER), **(given | values))  # type: ignore[arg-type]


def test_the_first_to_give_a_name_is_administrator_and_the_next_are_viewers(store: Store) -> None:
    first, notice = find_or_add_person(store, " Ada  Li ", NOW)
    assert (first.name, first.role) == ("Ada Li", Role.ADMINISTRATOR)
    assert "administrator" in str(notice)
    second, notice = find_or_add_person(store, "Bo", LATER)
    assert second.role is Role.VIEWER
    assert "Bo was added as viewer. Ada Li can change the role" in str(notice)


def test_a_known_name_is_that_person_in_any_spelling_and_nothing_is_written(store: Store) -> None:
    first, _ = find_or_add_person(store, "Ada Li", NOW)
    entries = len(store.audit.entries())
    assert find_or_add_person(store, "ada  LI", LATER) == (first, None)
    assert len(store.audit.entries()) == entries


def test_where_people_are_named_but_no_administrator_the_first_known_one_becomes_it(store: Store) -> None:
    store.people.add("Bo", Role.MANAGER, by("system"))
    found, notice = find_or_add_person(store, "Bo", NOW)
    assert found.role is Role.ADMINISTRATOR
    assert notice is not None


def test_a_person_keeps_what_was_entered_and_the_log_says_who_entered_it(place: Place) -> None:
    store = place.open()
    made = store.people.add("Bo", Role.ACCOUNT_MANAGER, by("Ada"), ["Team North", "team  north", " "], "portfolio")
    assert place.open().people.find(made.id) == made
    assert (made.owners, made.start_screen, made.actor.person) == (("team north",), "portfolio", made.id)
    (entry,) = store.audit.entries()
    assert (entry.who, entry.action, entry.details["role"]) == ("Ada", "person.add", "account_manager")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "Enter a name"),
        ("x" * 61, "maximum is 60"),
        ("a\nb", "line break or control character"),
        ("a\u202eb", "control character"),
        ("ADA  ", "person named Ada already"),
    ],
)
def test_a_name_is_one_line_of_its_own(store: Store, name: str, sentence: str) -> None:
    store.people.add("Ada", Role.ADMINISTRATOR, by())
    with pytest.raises(UserError, match=sentence):
        store.people.add(name, Role.VIEWER, by())
    assert len(store.people.all()) == 1


def test_who_changes_a_person_over_another_change_is_warned_and_overwrites_nothing(store: Store) -> None:
    store.people.add("Ada", Role.ADMINISTRATOR, by())
    seen = store.people.add("Bo", Role.VIEWER, by())
    theirs = changed(store, seen, role=Role.MANAGER)
    with pytest.raises(ConflictError, match="Ada changed this"):
        changed(store, seen, role=Role.ACCOUNT_MANAGER)
    assert store.people.find(seen.id) == theirs


def test_there_is_always_an_administrator(store: Store) -> None:
    ada = store.people.add("Ada", Role.ADMINISTRATOR, by())
    with pytest.raises(UserError, match="Ada is the only administrator"):
        changed(store, ada, role=Role.MANAGER)
    with pytest.raises(UserError, match="Ada is the only administrator"):
        store.people.archive(ada, by())
    assert store.people.find(ada.id) == ada
    store.people.add("Bo", Role.ADMINISTRATOR, by())
    assert store.people.archive(ada, by()).archived


def test_an_archived_person_is_out_of_the_lists_until_restored(store: Store) -> None:
    store.people.add("Ada", Role.ADMINISTRATOR, by())
    bo = store.people.add("Bo", Role.VIEWER, by())
    store.people.choose("chrome", bo, NOW)
    gone = store.people.archive(bo, by("Ada"))
    assert [one.name for one in store.people.all()] == ["Ada"]
    assert store.people.person_of("chrome") is None
    with pytest.raises(UserError, match="Bo is archived"):
        find_or_add_person(store, "bo", LATER)
    store.people.restore(gone, by("Ada"))
    assert store.people.person_of("chrome") is not None


def test_a_browser_belongs_to_the_person_chosen_last_and_other_browsers_to_nobody(store: Store) -> None:
    ada, _ = find_or_add_person(store, "Ada", NOW)
    bo, _ = find_or_add_person(store, "Bo", NOW)
    store.people.choose("chrome", ada, NOW)
    store.people.choose("chrome", bo, LATER)
    assert store.people.person_of("chrome") == bo
    assert store.people.person_of("firefox") is None
