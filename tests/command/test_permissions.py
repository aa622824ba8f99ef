"""Permissions of commands that write."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from kam_core.__main__ import main
from kam_core.services.access import LEAST, Action
from kam_core.store.store import Store
from kam_core.vocabulary.actor import ROLE_LABELS, ROLES, Role
from tests.services.write_actions import nothing_written
from tests.store.sample_content import by

ORDERS = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,200\n"
MORE = ORDERS + "3,Eve,2024-02-02,7\n"
WRITING = {
    "import": Action.IMPORT,
    "open": Action.IMPORT,
    "undo": Action.UNDO_IMPORT,
    "backup": Action.BACKUP,
    "restore": Action.RESTORE,
}
WITHOUT = [
    pytest.param(command, role, id=f"{command} as {role}")
    for command, action in WRITING.items()
    for role in ROLES
    if ROLES.index(role) < ROLES.index(LEAST[action])
]


@pytest.fixture(scope="module")
def cube(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cube")
    (folder / "lines").mkdir()
    day = datetime.date(2024, 1, 5)
    pl.DataFrame({"account": ["Ann"], "date": [day], "amount": [1.5]}).write_parquet(folder / "lines" / "a.parquet")
    assert main(["build", "--lines", str(folder / "lines"), "--out", str(folder / "made")]) == 0
    return folder / "made"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    monkeypatch.delenv("KAM_PERSON", raising=False)
    (tmp_path / "orders.csv").write_text(ORDERS)
    (tmp_path / "more.csv").write_text(MORE)
    assert run("import", tmp_path / "orders.csv", "--name", "North") == 0
    assert run("backup", tmp_path / "made.backup") == 0
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """The store of the home, in which Ada is administrator, and of every role there is somebody called like it."""
    opened = Store.open(home / "home")
    for name, role in (("Ada", Role.ADMINISTRATOR), *((ROLE_LABELS[role], role) for role in ROLES)):
        opened.people.add(name, role, by())
    yield opened
    opened.close()


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def words(command: str, home: Path, store: Store, cube: Path) -> list[str | Path]:
    match command:
        case "import":
            return ["import", home / "more.csv", "--name", "South"]
        case "open":
            return ["open", cube]
        case "undo":
            (data_set,) = store.data_sets.all()
            return ["undo", store.imports.list(data_set.id)[0].id]
        case "backup":
            return ["backup", home / "new.backup"]
        case _:
            return ["restore", home / "made.backup"]


@pytest.mark.parametrize(("command", "role"), WITHOUT)
def test_a_command_without_the_right_writes_nothing(
    command: str, role: Role, home: Path, store: Store, cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with nothing_written(store, home):
        assert run(*words(command, home, store, cube), "--by", ROLE_LABELS[role]) == 1
    errors = capsys.readouterr().err
    assert f"has the role {ROLE_LABELS[role]}" in errors
    assert f"requires the role {ROLE_LABELS[LEAST[WRITING[command]]]}" in errors


@pytest.mark.parametrize("command", WRITING)
def test_a_command_of_nobody_and_of_an_unknown_name_writes_nothing_and_names_those_who_may(
    command: str, home: Path, store: Store, cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with nothing_written(store, home):
        assert run(*words(command, home, store, cube)) == 1
        assert run(*words(command, home, store, cube), "--by", "Zoe") == 1
    nobody, unknown = capsys.readouterr().err.splitlines()
    assert nobody.startswith("Give your name with --by NAME, or set KAM_PERSON. Authorised: Ada")
    assert unknown.startswith("There is no person named Zoe. Authorised: Ada")
    assert "viewer" not in nobody + unknown


@pytest.mark.parametrize("command", WRITING)
def test_a_command_of_the_least_role_that_may_is_done(command: str, home: Path, store: Store, cube: Path) -> None:
    given = words(command, home, store, cube)
    # A store that is open elsewhere is not replaced.
    store.close()
    assert run(*given, "--by", ROLE_LABELS[LEAST[WRITING[command]]]) == 0


def test_the_environment_names_the_person_where_no_option_does_and_the_log_has_the_name_of_the_table(
    home: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_PERSON", "  aDA ")
    assert run("import", home / "more.csv", "--name", "South") == 0
    assert store.audit.entries(limit=1)[0].who == "Ada"
    assert run("import", home / "more.csv", "--name", "East", "--who", "manager") == 0
    assert store.audit.entries(limit=1)[0].who == "manager"


def test_where_nobody_is_listed_the_command_line_may_do_everything(home: Path) -> None:
    store = Store.open(home / "home")
    assert [entry.who for entry in store.audit.entries(action="import.commit")] == ["command line"]
    store.close()
