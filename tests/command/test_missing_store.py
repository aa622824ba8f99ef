"""Commands with a wrong home folder: an error, and no store is created except by an import."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kam_core.__main__ import main
from tests.store import postgres
from tests.store.database.old_home import too_old_home

ORDERS = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,200\n"


def commands(folder: Path) -> list[list[str]]:
    return [["audit"], ["datasets"], ["undo", "0123456789ab"], ["backup", str(folder / "kam.backup")]]


def everything(folder: Path) -> list[tuple[str, int, bytes]]:
    return [
        (str(path), path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    ]


@pytest.mark.parametrize("which", ["nowhere", "deep/er", "file", "file/below", "empty", "other", "cut"])
def test_a_home_without_a_store_is_reported_by_name_and_left_as_it_is(
    which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there"
    (there / "empty").mkdir(parents=True)
    (there / "file").write_text("a letter")
    (there / "other").mkdir()
    (there / "other" / "letter.txt").write_text("a letter")
    (there / "cut").mkdir()
    (there / "cut" / "kam.sqlite").write_bytes(b"")
    monkeypatch.setenv("KAM_HOME", str(there / which))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    before = everything(tmp_path)
    for command in commands(tmp_path):
        assert main(command) == 1
        output = capsys.readouterr()
        assert output.out == ""
        assert f"There is no store in {there / which}." in output.err
        assert "KAM_HOME" in output.err
    assert everything(tmp_path) == before


def test_a_home_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    monkeypatch.setenv("KAM_HOME", str(circle))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    assert main(["audit"]) == 1
    assert f"{circle} cannot be read: " in capsys.readouterr().err


def test_an_import_begins_a_store_that_the_other_commands_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    (tmp_path / "orders.csv").write_text(ORDERS)
    assert main(["import", str(tmp_path / "orders.csv")]) == 0
    assert main(["audit"]) == 0
    # One entry for the new data set, one for the import.
    assert capsys.readouterr().out.endswith("The audit log is complete: 2 entries.\n")


def test_a_home_that_is_too_old_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    too_old_home(tmp_path / "home")
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    assert main(["datasets"]) == 1
    assert "can no longer be read" in capsys.readouterr().err


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.serving(sync=False) as running:
        yield running.url


def test_an_empty_database_is_reported_and_left_empty(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KAM_DATABASE_URL", server)
    for command in commands(tmp_path):
        assert main(command) == 1
        assert "There is no store in the database of KAM_DATABASE_URL." in capsys.readouterr().err
    assert everything(tmp_path) == []
    with psycopg.connect(server) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)
    (tmp_path / "orders.csv").write_text(ORDERS)
    assert main(["import", str(tmp_path / "orders.csv")]) == 0
    assert main(["audit"]) == 0
    assert capsys.readouterr().out.endswith("The audit log is complete: 2 entries.\n")


def test_a_database_that_does_not_answer_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    # Nobody listens on port 1.
    monkeypatch.setenv("KAM_DATABASE_URL", "postgresql://kam:secret@127.0.0.1:1/kam")
    assert main(["audit"]) == 1
    output = capsys.readouterr().err
    assert "The database does not answer." in output
    assert "secret" not in output
    assert not (tmp_path / "home").exists()
