"""Without the right nothing is written; with the least role that has it, it is done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kam_core.services.access import (
    ACTION_LABELS,
    LEAST,
    AccessError,
    Action,
    Scope,
    allows,
    reading_scope,
    require,
    require_entry,
)
from kam_core.services.people import choose_start
from kam_core.store.store import Store
from kam_core.vocabulary.actor import ROLE_LABELS, ROLES, SYSTEM, VISITOR, Actor, By, Role
from tests.services.write_actions import ACTS, Act, FilledStore, nothing_written, owned
from tests.store.sample_content import NOW, by

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
WITHOUT = [
    pytest.param(role, act, id=f"{name} as {role}")
    for name, action, act in ACTS
    for role in ROLES
    if not allows(Actor("x", role), action)
]
WITH = [pytest.param(LEAST[action], act, id=f"{name} as {LEAST[action]}") for name, action, act in ACTS]


def filled_store(folder: Path) -> FilledStore:
    (folder / "files").mkdir()
    return FilledStore(Store.open(folder / "home"), folder / "files")


@pytest.fixture
def store_with_content(tmp_path: Path) -> FilledStore:
    return filled_store(tmp_path)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> FilledStore:
    """One for all tests that write nothing."""
    return filled_store(tmp_path_factory.mktemp("lasting"))


@pytest.mark.parametrize(("role", "act"), WITHOUT)
def test_without_the_role_nothing_is_written(lasting: FilledStore, role: Role, act: Act) -> None:
    with nothing_written(lasting.store, lasting.folder), pytest.raises(AccessError, match="Zoe has the role"):
        act(lasting, by("Zoe", role=role))


@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, _, act in ACTS])
def test_nobody_decides_anything_without_a_name(lasting: FilledStore, act: Act) -> None:
    with nothing_written(lasting.store, lasting.folder), pytest.raises(AccessError, match="Enter your name first"):
        act(lasting, By(VISITOR, NOW))


@pytest.mark.parametrize(("role", "act"), WITH)
def test_with_the_least_role_that_has_the_right_it_is_done(
    store_with_content: FilledStore, role: Role, act: Act
) -> None:
    act(store_with_content, by("Zoe", role=role))


def test_every_action_has_a_least_role_and_a_name() -> None:
    assert set(LEAST) == set(ACTION_LABELS) == set(Action)
    assert set(Action) - {action for _, action, _ in ACTS} == {Action.INTRODUCE, Action.ENTRY, Action.ERASE}


def test_a_refusal_names_who_the_role_that_it_takes_and_the_way_out() -> None:
    with pytest.raises(AccessError) as refused:
        require(by("Li", role=Role.VIEWER), Action.PUBLISH)
    text = str(refused.value)
    assert "Li has the role viewer" in text
    assert "“Publish a model” requires the role manager" in text
    assert "administrator to change yours" in text


def test_the_app_itself_may_do_everything() -> None:
    for action in Action:
        require(By(SYSTEM, NOW), action)


def test_an_account_manager_enters_on_own_accounts_and_a_manager_on_all() -> None:
    lee = by("Lee Wang", role=Role.ACCOUNT_MANAGER, owners=("Team  North",))
    require_entry(lee, ["lee wang"])
    require_entry(lee, ["Other", "team north"])
    for owners in ([], [None], ["Team South"]):
        with pytest.raises(AccessError, match="their own accounts"):
            require_entry(lee, owners)
        require_entry(by("Kim", role=Role.MANAGER), owners)
        with pytest.raises(AccessError, match="requires the role account manager"):
            require_entry(by("Zoe", role=Role.VIEWER), owners)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_all_accounts(role: Role) -> None:
    accounts = owned(["Lee", None, "Kim"])
    assert reading_scope(Actor("Zoe", role)).rows(accounts) is accounts


def test_a_narrowed_scope_reads_the_accounts_of_its_owners_in_any_spelling_and_no_others() -> None:
    scope = Scope(frozenset({"lee wang", "kim"}))
    rows = scope.rows(owned(["Lee  Wang", "Zoe", None, "LEE WANG", "kim"]))
    assert rows["account_id"].to_list() == ["0", "3", "4"]
    assert scope.includes("KIM")
    assert not scope.includes(None)
    assert scope.rows(owned([None])).is_empty()


def test_the_handbook_has_the_same_table_of_actions_and_roles() -> None:
    text = OPERATIONS.read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| ([^|]+?) \| (viewer|account manager|manager|administrator) \|$", text, re.MULTILINE))
    assert table == {ACTION_LABELS[action]: ROLE_LABELS[LEAST[action]] for action in Action}


def test_a_viewer_chooses_their_own_start_screen_and_owner_but_nobody_elses(store_with_content: FilledStore) -> None:
    people = store_with_content.store.people
    lee = people.add("Lee", Role.VIEWER, by("Ada"))
    chosen = choose_start(store_with_content.store, lee, "today", "Team North", By(lee.actor, NOW))
    assert (chosen.start_screen, chosen.default_owner, chosen.role) == ("today", "Team North", Role.VIEWER)
    with pytest.raises(AccessError, match="requires the role"):
        choose_start(store_with_content.store, store_with_content.person, "today", None, By(lee.actor, NOW))
