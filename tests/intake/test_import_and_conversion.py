"""Import and conversion to a folder accept and reject the same rows."""

import datetime
import io
import zipfile

import polars as pl

from kam_core.intake import Choices, Tables, Upload, load, tables_of
from tests.intake.handwritten_files import refusal, text, workbook

TODAY = datetime.date(2025, 6, 1)
CHOICES = Choices(today=TODAY)
ACCOUNTS = text("accounts.csv", "account,name,industry\nA,Alpha,steel\nB,Beta,paper\nA,Alpha again,steel\n")
ORDERS = text(
    "orders.csv",
    "order_id,account,date,amount\n1,A,2025-01-02,5\n2,A,2062-01-02,5\n3,,2025-01-02,7\n4,B,1970-01-02,1\n5,B,2025-01-02,\n",
)
TOUCHES = text("touches.csv", "account,date,kind\nA,2025-01-02,visit\nNobody,2025-01-02,call\n", "touches")


def rejected(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.select("file", "line", "reason").rows()


def both(*uploads: Upload) -> Tables:
    """The tables, after a look that the store takes the same rows, refuses the same and says the same."""
    tables, intake = tables_of(uploads, CHOICES), load(uploads, CHOICES)
    assert rejected(tables.rejected) == rejected(intake.rejected)
    assert {str(found.message) for found in tables.findings} == {str(found.message) for found in intake.notes}
    for name, frame in tables.frames.items():
        assert frame["line"].to_list() == intake.records[name]["line"].to_list()
    return tables


def test_an_order_beyond_next_year_is_rejected_by_import_and_conversion() -> None:
    tables = both(ORDERS)
    assert tables.frames["transactions"]["line"].to_list() == [2, 4, 5]
    assert tables.rejected["line"].to_list() == [3, 6]
    assert "later than next year" in tables.rejected["reason"][0]


def test_lines_without_an_account_and_implausible_dates_are_reported_by_import_and_conversion() -> None:
    messages = [str(found.message) for found in both(ORDERS).findings if found.severity == "warn"]
    assert messages == [
        "orders.csv: 1 line worth 7.00 has no account. It is saved but not assigned to any account.",
        "orders.csv: 1 line is dated before 1980, the first in line 5.",
    ]


def test_a_repeated_account_and_a_touch_of_an_unknown_one_are_rejected_by_import_and_conversion() -> None:
    tables = both(ACCOUNTS, ORDERS, TOUCHES)
    assert tables.frames["accounts"]["account"].to_list() == ["A", "B"]
    assert tables.frames["touches"]["account"].to_list() == ["A"]
    assert [(file, line) for file, line, _ in rejected(tables.rejected) if file != "orders.csv"] == [
        ("accounts.csv", 4),
        ("touches.csv", 3),
    ]


def test_without_accounts_and_orders_no_account_is_unknown() -> None:
    assert tables_of([TOUCHES], CHOICES).frames["touches"]["account"].to_list() == ["A", "Nobody"]


def test_the_same_file_given_twice_counts_once_in_import_and_conversion() -> None:
    again = Upload("copy.csv", ORDERS.content)
    assert both(ORDERS, again).frames["transactions"].height == 3


def test_an_empty_file_among_good_ones_is_left_out_with_a_warning() -> None:
    for content in (b"", b"\xef\xbb\xbf", b" \r\n\r\n", b",,\n,,\n"):
        tables = both(Upload("none.csv", content), ORDERS)
        assert tables.frames["transactions"].height == 3
        (one_finding,) = [found for found in tables.findings if found.rule == "empty"]
        assert (one_finding.severity, one_finding.place.file) == ("warn", "none.csv")
        assert str(one_finding.message).startswith("none.csv is empty.")
    assert both(workbook("none.xlsx", {"Sheet1": []}), ORDERS).frames["transactions"].height == 3


def test_an_empty_file_with_a_stated_table_is_left_out_as_well() -> None:
    assert both(ORDERS, Upload("none.csv", b"", "accounts")).frames["transactions"].height == 3


def test_an_empty_file_in_an_archive_is_left_out_and_reported() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("none.csv", b"")
        archive.writestr("orders.csv", ORDERS.content)
    tables = both(Upload("all.zip", buffer.getvalue()))
    assert tables.frames["transactions"].height == 3
    assert [str(one.message) for one in tables.findings if one.rule == "not_used"] == [
        "all.zip/none.csv is empty. Export it again and check that it contains rows. It is not used."
    ]


def test_where_every_file_is_empty_the_first_one_is_refused() -> None:
    assert refusal(Upload("one.csv", b""), Upload("two.csv", b"\n")).startswith("one.csv is empty.")
