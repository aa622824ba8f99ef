"""Imports from the command line go into the same data sets as those from the screen."""

from pathlib import Path

import pytest

from kam_core.__main__ import main
from kam_core.store.store import Store

FIRST = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,200\n"
SECOND = "order id,customer,date,amount\n2,Bob,2024-01-06,250\n3,Eve,2024-02-01,x\n4,Eve,2024-02-02,7\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    (tmp_path / "first.csv").write_text(FIRST)
    (tmp_path / "second.csv").write_text(SECOND)
    return tmp_path


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_an_import_without_a_folder_begins_a_data_set(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", home / "first.csv", "--name", "North", "--who", "Kim") == 0
    output = capsys.readouterr()
    assert output.out.startswith("North (")
    assert "first.csv: 2 rows read, 2 loaded, 0 excluded, 0 rejected." in output.err
    store = Store.open(home / "home")
    (data_set,) = store.data_sets.all()
    (made,) = store.imports.list(data_set.id)
    assert (data_set.name, made.who, made.files[0].name) == ("North", "Kim", "first.csv")
    assert store.snapshots.load(data_set.head or "").lines["amount"].sum() == 300 * 10_000
    store.close()


def test_a_second_import_tells_the_difference_and_can_be_undone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", home / "first.csv", "--name", "North")
    assert run("import", home / "second.csv", "--into", "North") == 0
    output = capsys.readouterr()
    assert "transactions: 1 new, 1 changed, 0 unchanged, 1 not in the files" in output.err
    assert "1 row was rejected" in output.err
    import_id = output.out.split()[-1]
    assert run("datasets") == 0
    assert "3 order lines worth 357.00 afterwards" in capsys.readouterr().out
    assert run("undo", import_id) == 0
    assert "North restored to its previous state." in capsys.readouterr().out
    assert run("audit") == 0
    assert "The audit log is complete" in capsys.readouterr().out


def lines_of(home: Path, name: str) -> list[tuple[int, int]]:
    """Day and amount of the lines of a data set as the store holds it."""
    store = Store.open(home / "home")
    (data_set,) = (data_set for data_set in store.data_sets.all() if data_set.name == name)
    lines = store.snapshots.load(data_set.head or "").lines.sort("day").select("day", "amount").rows()
    store.close()
    return lines


def test_a_credit_imported_later_leaves_its_order_and_its_undo_takes_only_the_credit(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """100 in January and −40 in March are two lines and 60, in turn and together."""
    header = "order id,customer,date,amount\n"
    (home / "january.csv").write_text(header + "O1,Ann,2024-01-10,100\n")
    (home / "march.csv").write_text(header + "O1,Ann,2024-03-10,-40\n")
    assert run("import", home / "january.csv", home / "march.csv", "--name", "Together") == 0
    assert run("import", home / "january.csv", "--name", "In turn") == 0
    before = lines_of(home, "In turn")
    capsys.readouterr()
    assert run("import", home / "march.csv", "--into", "In turn") == 0
    output = capsys.readouterr()
    assert "transactions: 0 new, 1 changed, 0 unchanged, 0 not in the files" in output.err
    assert [amount for _, amount in lines_of(home, "In turn")] == [1_000_000, -400_000]
    assert lines_of(home, "Together") == lines_of(home, "In turn")
    assert run("import", home / "march.csv", "--into", "In turn") == 0
    again = capsys.readouterr()
    assert "transactions: 0 new, 0 changed, 1 unchanged, 0 not in the files" in again.err
    assert run("undo", "--", again.out.split()[-1]) == 0
    assert run("undo", "--", output.out.split()[-1]) == 0
    assert lines_of(home, "In turn") == before


def test_a_data_set_that_is_not_there_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", home / "first.csv", "--into", "South") == 1
    assert "There is no data set South" in capsys.readouterr().err


def test_raw_tables_need_a_folder(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", home / "first.csv", "--as", "raw") == 64
    assert "--out DIR" in capsys.readouterr().err


def test_a_file_that_is_refused_leaves_the_data_sets_as_they_were(home: Path) -> None:
    (home / "empty.csv").write_bytes(b"")
    assert run("import", home / "empty.csv") == 1
    store = Store.open(home / "home")
    assert store.data_sets.all() == []
    store.close()


def test_a_backup_brings_everything_back_and_keeps_what_was_there(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", home / "first.csv", "--name", "North")
    assert run("backup", home / "kam.backup") == 0
    run("import", home / "second.csv", "--name", "South")
    assert run("restore", home / "kam.backup") == 0
    assert "1 score checked and unchanged" in capsys.readouterr().out
    store = Store.open(home / "home")
    assert [data_set.name for data_set in store.data_sets.all()] == ["North"]
    store.close()
    (former,) = home.glob("home.before-*")
    monkeypatch.setenv("KAM_HOME", str(former))
    run("datasets")
    assert "South" in capsys.readouterr().out


def test_a_file_that_is_there_is_replaced_by_a_backup_only_on_request(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", home / "first.csv")
    assert run("backup", home / "second.csv") == 1
    assert "second.csv already exists." in capsys.readouterr().err
    assert (home / "second.csv").read_text() == SECOND
    assert not list(home.glob(".writing-*"))
    assert run("backup", home / "second.csv", "--replace") == 0
    assert run("restore", home / "second.csv") == 0
    (home / "link").symlink_to(home / "nowhere")
    assert run("backup", home / "link") == 1
    assert (home / "link").is_symlink()
    assert run("backup", home / "home", "--replace") == 1
    assert run("audit") == 0


def test_what_is_no_backup_is_refused_with_its_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("restore", home / "first.csv") == 1
    assert "first.csv is not a backup" in capsys.readouterr().err
    run("import", home / "first.csv")
    assert run("backup", home / "nowhere" / "kam.backup") == 1
    assert "Nothing can be saved" in capsys.readouterr().err


def test_what_was_answered_about_lines_is_remembered_for_files_with_the_same_headers(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "order id,customer,date,amount,status\n"
    (home / "may.csv").write_text(header + "1,Ann,2025-05-05,100,Paid\n2,Bob,2025-05-06,40,Klärfall\n")
    (home / "june.csv").write_text(header + "3,Ann,2025-06-05,10,Paid\n4,Bob,2025-06-06,70,Klärfall\n")
    assert run("import", home / "may.csv") == 2
    assert '--answer line_kinds="Klärfall:sale"' in capsys.readouterr().err
    assert run("import", home / "may.csv", "--answer", "line_kinds=Klärfall:left_out") == 0
    assert run("import", home / "june.csv") == 0
    store = Store.open(home / "home")
    june = next(data_set for data_set in store.data_sets.all() if data_set.name == "june")
    assert store.snapshots.load(june.head or "").lines["amount"].sum() == 10 * 10_000
    store.close()
