"""inspect and import: what was understood, and typed tables in a folder."""

import datetime
import json
from pathlib import Path

import polars as pl
import pytest

from kam_core.__main__ import main
from tests.intake.handwritten_files import workbook

ORDERS = """客户编号,订单日期,金额,毛利率,状态
A1,2024-01-15,"1,100.50",23.5%,完成
B2,2024-02-15,abc,10%,完成
B2,2024-03-15,70,5%,已取消
合计,,1170,,
"""


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="gb18030")
    return path


def run(*arguments: str | Path) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        return int(leaving.code or 0)


def test_inspect_prints_what_was_understood_and_every_finding(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", orders, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["file"] == "orders.csv"
    assert [report[name] for name in ("kind", "encoding", "delimiter", "sheet", "header_row")] == [
        "csv", "gb18030", ",", None, 1]  # fmt: skip
    assert [(column["name"], column["type"], column["field"]) for column in report["columns"]] == [
        ("客户编号", "id", "account"),
        ("订单日期", "date", "date"),
        ("金额", "num", "amount"),
        ("毛利率", "pct", None),
        ("状态", "str", "status"),
    ]
    rejected = [found for found in report["findings"] if found["severity"] == "reject"]
    assert [(found["line"], found["column"], found["value"]) for found in rejected] == [(3, "金额", "abc")]
    assert "totals" in [found["rule"] for found in report["findings"] if found["severity"] == "note"]
    assert report["rows"] == 2


def test_inspect_speaks_in_lines_without_json_and_goes_on_after_a_file_that_is_refused(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert run("inspect", empty, orders) == 0
    output = capsys.readouterr().out
    assert "error: empty.csv is empty." in output
    assert "id    客户编号  = account" in output
    assert run("inspect", empty, orders, tmp_path / "gone.csv", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in report] == ["empty.csv", "orders.csv", "gone.csv"]
    assert report[2]["findings"][0]["severity"] == "error"


def test_a_raw_import_keeps_every_column_under_its_own_name_with_its_type(orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    assert run("import", orders, "--as", "raw", "--out", out) == 0
    frame = pl.read_parquet(out / "raw.parquet")
    assert frame.schema == {
        "客户编号": pl.String, "订单日期": pl.Date, "金额": pl.Float64, "毛利率": pl.Float64, "状态": pl.String,
    }  # fmt: skip
    assert frame.drop("毛利率").rows() == [
        ("A1", datetime.date(2024, 1, 15), 1100.5, "完成"),
        ("B2", datetime.date(2024, 3, 15), 70.0, "已取消"),
    ]
    assert frame["毛利率"].to_list() == pytest.approx([0.235, 0.05])
    rejected = pl.read_csv(out / "rejected.csv")
    assert rejected.select("line", "金额").rows() == [(3, "abc")]


def test_an_import_writes_our_table_in_plain_values_and_what_was_rejected(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", orders, "--out", tmp_path) == 0
    frame = pl.read_parquet(tmp_path / "transactions.parquet")
    assert frame.select("line", "account", "date", "amount").rows() == [(2, "A1", datetime.date(2024, 1, 15), 1100.5)]
    assert pl.read_csv(tmp_path / "rejected.csv")["line"].to_list() == [3]
    assert "1 row was rejected" in capsys.readouterr().err
    arguments = ("--exclude-status", "nothing", "--as", "transactions")
    assert run("import", orders, *arguments, "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "transactions.parquet").height == 2


def test_a_file_that_is_no_table_of_ours_is_refused_until_its_columns_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("who,when,bounty\nA1,2024-01-15,100\n", encoding="utf-8")
    assert run("import", odd, "--out", tmp_path) == 1
    assert "odd.csv has no column for" in capsys.readouterr().err
    mapped = ("--map", "account=who", "--map", "date=when", "--map", "amount=bounty")
    assert run("import", odd, *mapped, "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "transactions.parquet")["amount"].to_list() == [100]


def test_an_account_list_beside_orders_gives_two_tables(orders: Path, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("客户编号,客户名称,行业\nA1,甲,机械\n", encoding="utf-8")
    assert run("import", orders, accounts, "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "accounts.parquet")["name"].to_list() == ["甲"]


def test_an_open_question_exits_with_2_and_its_answer_lets_the_import_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("customer,date,amount\nA,3/4/2024,1\n", encoding="utf-8")
    for role in ("raw", "transactions"):
        assert run("import", odd, "--as", role, "--out", tmp_path) == 2
        assert "date_order=dmy" in capsys.readouterr().err
        assert run("import", odd, "--as", role, "--answer", "date_order=mdy", "--out", tmp_path) == 0
        frame = pl.read_parquet(tmp_path / f"{role}.parquet")
        assert frame["date"].to_list() == [datetime.date(2024, 3, 4)]
    capsys.readouterr()
    assert run("inspect", odd, "--json") == 0
    assert json.loads(capsys.readouterr().out)["findings"][0]["severity"] == "ask"


def test_a_table_without_a_header_is_a_question_and_can_be_read_by_position(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text("A1,2024-01-15,100\nB2,2024-01-16,200\n", encoding="utf-8")
    assert run("import", bare, "--as", "raw", "--out", tmp_path) == 2
    assert "header=none" in capsys.readouterr().err
    assert run("import", bare, "--as", "raw", "--answer", "header=none", "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "raw.parquet").rows() == [
        ("A1", datetime.date(2024, 1, 15), 100.0),
        ("B2", datetime.date(2024, 1, 16), 200.0),
    ]
    assert run("import", bare, "--as", "raw", "--answer", "header=first", "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "raw.parquet").columns == ["A1", "2024-01-15", "100"]


def test_a_workbook_with_several_tables_asks_for_the_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    rows: list[list[object]] = [["customer", "amount"], ["A", 5]]
    book.write_bytes(workbook("book.xlsx", {"one": rows, "two": [*rows, ["B", 6]]}).content)
    assert run("import", book, "--as", "raw", "--out", tmp_path) == 2
    assert "one, two" in capsys.readouterr().err
    assert run("import", book, "--as", "raw", "--sheet", "two", "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "raw.parquet").height == 2
    assert run("inspect", book, "--json") == 0
    assert [one["sheet"] for one in json.loads(capsys.readouterr().out)] == ["one", "two"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("import", "orders.csv", "--as", "raw"), "--out DIR"),
        (("import", "orders.csv", "orders.csv", "--as", "raw", "--out", "out"), "one file at a time"),
        (("import", "orders.csv", "--as", "nonsense", "--out", "out"), "invalid choice"),
        (("import", "orders.csv", "--answer", "date_order", "--out", "out"), "QUESTION=VALUE"),
        (("import",), "FILE"),
        (("inspect",), "FILE"),
    ],
)
def test_wrong_usage_of_import_and_inspect_exits_with_64(
    arguments: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 64
    assert expected in capsys.readouterr().err


def test_answers_to_no_question_and_wrong_answers_are_refused(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for answer, output in (
        ("colour=red", "colour is not a question"),
        ("date_order=ydm", "ydm is not an answer to date_order"),
    ):
        assert run("import", orders, "--answer", answer, "--out", tmp_path) == 1
        assert output in capsys.readouterr().err


def test_a_file_of_which_no_row_can_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("account,amount\nA,#N/A\nB,#REF!\n", encoding="utf-8")
    assert run("import", bad, "--as", "raw", "--out", tmp_path) == 1
    assert "bad.csv: none of the 2 rows can be read" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_reported(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", orders, "--as", "raw", "--out", orders / "below") == 1
    assert "cannot be written" in capsys.readouterr().err


def test_sheets_that_are_no_table_of_ours_and_rows_that_cannot_be_counted_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.xlsx"
    rows: list[list[object]] = [
        ["customer", "date", "quantity", "price"], ["A", "2024-01-02", 2, 5], ["B", "2024-01-03", 2, "1e300"],
    ]  # fmt: skip
    book.write_bytes(workbook("book.xlsx", {"orders": rows, "people": [["who", "likes"], ["x", "tea"]]}).content)
    assert run("import", book, "--out", tmp_path) == 0
    assert pl.read_parquet(tmp_path / "transactions.parquet").select("account", "amount").rows() == [("A", 10.0)]
    assert pl.read_csv(tmp_path / "rejected.csv").select("line", "customer").rows() == [(3, "B")]
    assert "It is not used." in capsys.readouterr().err
