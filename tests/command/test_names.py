"""Names of data sets are one plain line, each there once; nothing that is printed moves a terminal's cursor."""

import datetime
import io
import json
import sys
import unicodedata
from pathlib import Path

import pytest

from kam_core.__main__ import main
from kam_core.intake import Choices, Upload, load
from kam_core.services.imports import commit_import, named_after, valid_name
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.sample_content import by

ORDERS = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,200\n"
RED = "\x1b[31m"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    (tmp_path / "orders.csv").write_text(ORDERS)
    return tmp_path


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def data_sets(folder: Path) -> list[str]:
    store = Store.open(folder / "home")
    try:
        return sorted(data_set.name for data_set in store.data_sets.all())
    finally:
        store.close()


def controls(text: str) -> list[str]:
    """What the standard calls control characters, line ends and directions; the ends of our own lines aside."""
    turns = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return [
        one
        for one in text.replace("\n", "")
        if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(one) in turns
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 81, "81 characters; the maximum is 80"),
        ("x" * 300, "300 characters; the maximum is 80"),
        ("North\nSouth", "a line break or control character"),
        (f"{RED}North", "a line break or control character"),
        ("North\x9b31m", "a line break or control character"),
        ("North\u202egnp.exe", "a line break or control character"),
        ("", "Enter a name"),
        ("  ", "Enter a name"),
    ],
)
def test_a_name_that_is_none_is_refused_by_both_ways_in(
    name: str, why: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", folder / "orders.csv", "--name", name) == 1
    output = capsys.readouterr()
    assert why in output.err
    assert controls(output.err + output.out) == []
    store = Store.open(folder / "home")
    intake = load([Upload("orders.csv", ORDERS.encode())], Choices())
    with pytest.raises(UserError, match=why):
        # As the screen does.
        commit_import(store, intake, (), None, name, by("Kim", store_time()))
    store.close()
    assert data_sets(folder) == []


def store_time() -> datetime.datetime:
    return datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize("name", ["x" * 80, "华" * 80, "Nord & Süd (2024) – “A/B”", "فارسی\u200cها", "شمال 👩\u200d💼"])
def test_a_line_in_any_language_is_a_name(name: str, folder: Path) -> None:
    assert run("import", folder / "orders.csv", "--name", f" {name} ") == 0
    assert data_sets(folder) == [name]


def test_a_data_set_that_is_added_to_keeps_its_name_whatever_it_is(folder: Path) -> None:
    run("import", folder / "orders.csv")
    store = Store.open(folder / "home")
    (data_set,) = store.data_sets.all()
    old = store.data_sets.rename(data_set, f"{RED}old", by("Kim", store_time()))
    commit_import(store, load([Upload("orders.csv", ORDERS.encode())], Choices()), (), old, "", by("Kim", store_time()))
    store.close()
    assert data_sets(folder) == [f"{RED}old"]


def test_a_second_data_set_of_the_same_name_is_refused_and_the_way_out_is_stated(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", folder / "orders.csv") == 0
    made = capsys.readouterr().out
    data_set_id = made[made.index("(") + 1 : made.index(")")]
    assert run("import", folder / "orders.csv") == 1
    output = capsys.readouterr().err
    assert f"A data set orders already exists. Use --into {data_set_id}" in output
    assert run("import", folder / "orders.csv", "--name", "orders") == 1
    assert data_sets(folder) == ["orders"]
    assert run("import", folder / "orders.csv", "--into", data_set_id) == 0
    assert run("import", folder / "orders.csv", "--name", "South") == 0
    assert data_sets(folder) == ["South", "orders"]


def test_a_name_for_a_data_set_that_is_there_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", folder / "orders.csv")
    assert run("import", folder / "orders.csv", "--into", "orders", "--name", "South") == 64
    assert "--into" in capsys.readouterr().err
    assert data_sets(folder) == ["orders"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("orders.csv", "orders"),
        ("C:\\exports\\订单 2024.csv", "订单 2024"),
        (".csv", ".csv"),
        (f"{RED}a\nb.csv", "[31ma b"),
        ("x" * 200 + ".csv", "x" * 80),
        ("\x1b.csv", "data"),
        ("bad\udcff.csv", "bad"),
    ],
)
def test_a_file_lends_its_name_as_far_as_it_is_one(file: str, name: str) -> None:
    assert named_after(file) == name
    assert valid_name(name) == name


def test_nothing_that_is_printed_moves_the_cursor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = folder / f"{RED}a\rb\nc\x9b\u202e.csv"
    nasty.write_text("order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,x\x9b2J\n")
    assert run("import", nasty) == 0
    run("datasets")
    run("inspect", nasty)
    run("import", nasty, "--out", folder / f"out{RED}")
    run("concentration", "--transactions", nasty)
    run("concentration", "--transactions", folder / f"gone{RED}.csv")
    run("score", "--transactions", nasty, "--out", folder / f"{RED}.docx")
    run("score", "--transactions", nasty, "--out", folder / f"{RED}.csv")
    run("import", nasty, "--into", RED)
    for wrong in ("datasets", RED), ("import", nasty, f"--no{RED}"), ("undo", "x", "--who", RED):
        with pytest.raises(SystemExit, match="64"):
            run(*wrong)
    printed = capsys.readouterr()
    assert "\\u001b[31ma\\rb\\nc\\u009b\\u202e.csv" in printed.out
    assert controls(printed.out + printed.err) == []


def test_json_tells_the_same_name_and_value(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = folder / f"{RED}a\\\x9b客\u2028.csv"
    nasty.write_text("customer,date,amount\nAnn,2024-01-05,100\nBob,2024-01-06,x\x1by\n")
    assert run("inspect", nasty, "--json") == 0
    output = capsys.readouterr().out
    assert controls(output) == []
    printed = json.loads(output)
    assert printed["file"] == nasty.name
    assert [one["value"] for one in printed["findings"] if one["severity"] == "reject"] == ["x\x1by"]


def test_a_terminal_without_these_letters_gets_their_numbers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = folder / "é客👩.csv"
    odd.write_text(ORDERS)
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert run("inspect", odd, "--json") == 0
    out.flush()
    assert json.loads(out.buffer.getvalue().decode("ascii"))["file"] == odd.name


def test_a_file_whose_name_is_no_text_is_read_and_told_with_a_sign_for_that(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = folder / "bad\udcff.csv"
    try:
        odd.write_text(ORDERS)
    except OSError:
        pytest.skip("this file system keeps no such name")
    assert run("import", odd) == 0
    assert "bad\ufffd.csv: 2 rows read" in capsys.readouterr().err
    assert run("inspect", odd, "--json") == 0
    assert json.loads(capsys.readouterr().out)["file"] == "bad\ufffd.csv"
    assert data_sets(folder) == ["bad"]


def test_who_says_so_and_the_statuses_are_words_of_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for who in (f"{RED}Kim", "Kim\nLee", "Kim\udcff", " "):
        with pytest.raises(SystemExit, match="64"):
            run("import", folder / "orders.csv", "--who", who)
    with pytest.raises(SystemExit, match="64"):
        run("import", folder / "orders.csv", "--exclude-status", "void\udcff")
    assert controls(capsys.readouterr().err) == []
    assert not (folder / "home").exists()
