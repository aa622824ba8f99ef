"""Commands `enter` and `export`: entries as on the screen, tables that import again."""

import csv
from pathlib import Path

import pytest

from kam_core.__main__ import main
from kam_core.entries.entry_rows import rows
from kam_core.store.store import Store

ORDERS = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-02-29,200\n"
TOUCH = ("account=Ann", "date=2024-01-20", "kind=visit", "outcome=进展", "minutes=45")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    (tmp_path / "orders.csv").write_text(ORDERS)
    assert run("import", tmp_path / "orders.csv", "--name", "North", "--who", "Kim") == 0
    return tmp_path


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def entered(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The id of the entry that the command made."""
    capsys.readouterr()
    assert run("enter", *arguments) == 0
    return capsys.readouterr().out.split()[0]


def test_a_touch_is_entered_listed_changed_and_withdrawn(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = entered(capsys, "touches", *TOUCH, "--by", "Kim", "--note", "by phone afterwards")
    change = entered(capsys, "touches", "minutes=60", "--row", entry, "--by", "Lee")
    assert run("entries", "touches") == 0
    output = capsys.readouterr()
    first, second = output.out.splitlines()
    assert first.startswith(entry)
    assert "Kim: account=Ann date=2024-01-20 kind=visit minutes=45 outcome=advance  (by phone afterwards)" in first
    assert f"{change}  row {entry}" in second
    assert "Lee: minutes=60" in second
    assert run("withdraw", change) == 0
    store = Store.open(home / "home")
    (data_set,) = store.data_sets.all()
    (row,) = rows(
        store.snapshots.load(data_set.head or ""), store.entries.of_data_set(data_set.id, "touches"), "touches"
    )
    store.close()
    assert row.values["minutes"] == 45


def test_every_wrong_value_is_reported_and_nothing_is_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("enter", "touches", "account=Ann", "date=2024-03-01", "minutes=many", "colour=red") == 1
    output = capsys.readouterr().err
    assert "Date: 2024-03-01 is after the working day 2024-02-29" in output
    assert "Kind: This is required." in output
    assert "Minutes: many is not a number." in output
    assert "colour: Touches does not have this column. Columns: account, date, kind" in output
    assert run("entries", "touches") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("enter", "wishes", "a=b"), "wishes does not accept entries"),
        (("enter", "plan", "account=Zoe", "heading=affinity", "action=Visit"), "No account with the id Zoe"),
        (("enter", "plan", "goal=x", "--row", "nothing"), "There is no row nothing in plan"),
        (("enter", "plan", "account=Ann", "account=Bob", "heading=affinity", "action=Visit"), "account is given twice"),
        (("entries", "wishes"), "There is no table wishes"),
        (("withdraw", "nothing"), "This entry does not exist"),
        (("export", "plan", "--out", "plan.pdf"), "Use a file name ending in .csv or .xlsx"),
        (("entries", "plan", "--data-set", "South"), "There is no data set South"),
    ],
)
def test_what_cannot_be_done_is_stated_in_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    assert run(*arguments) == 1
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_with_what_was_typed_comes_back_from_its_file_and_changes_nothing(
    home: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    entered(capsys, "touches", *TOUCH)
    entered(capsys, "touches", "account=Bob", "date=2024-02-07", "kind==1+1", 'next_step=Call,\n"again"')
    file = home / f"touches.{form}"
    assert run("export", "touches", "--out", file, "--language", "zh") == 0
    assert "2 rows of touches" in capsys.readouterr().out
    assert run("import", file, "--into", "North") == 0
    again = home / f"again.{form}"
    assert run("export", "touches", "--out", again, "--language", "zh") == 0
    if form == "csv":
        assert again.read_bytes() == file.read_bytes()
    assert "2 rows of touches" in capsys.readouterr().out


def test_without_a_data_set_that_is_clear_the_command_asks_for_one(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", home / "orders.csv", "--name", "South")
    capsys.readouterr()
    assert run("entries", "touches") == 1
    assert "Choose a data set with --data-set ID" in capsys.readouterr().err
    assert run("entries", "touches", "--data-set", "South") == 0


def test_the_demo_is_a_data_set_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entered(capsys, "plan", "account=A001", "heading=亲和", "action=Visit", "due=2027-01-31", "--demo")
    file = home / "plan.csv"
    assert run("export", "plan", "--out", file, "--demo", "--language", "en") == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        last = list(csv.DictReader(opened))[-1]
    assert (last["Account"], last["Heading"], last["Due"]) == ("A001", "Affinity", "2027-01-31")


@pytest.mark.parametrize("rule", ["plans", "plan.end", "plan."])
def test_files_win_only_over_a_table_or_column_that_there_is(
    home: Path, capsys: pytest.CaptureFixture[str], rule: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("import", home / "orders.csv", "--into", "North", "--over-typed", rule)
    assert ended.value.code == 64
    assert rule in capsys.readouterr().err


def test_what_waits_for_its_account_is_reported_in_the_list(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "more.csv").write_text("order id,customer,date,amount\n3,Cat,2024-02-27,100\n")
    assert run("import", home / "more.csv", "--into", "North") == 0
    imported = capsys.readouterr().out.split()[-1]
    entry = entered(capsys, "plan", "account=Cat", "heading=affinity", "action=Visit")
    assert run("entries", "plan") == 0
    assert "is not used now" not in capsys.readouterr().err
    assert run("undo", imported) == 0
    capsys.readouterr()
    assert run("entries", "plan") == 0
    assert f"{entry} is not used now: The account Cat is no longer in the data." in capsys.readouterr().err
