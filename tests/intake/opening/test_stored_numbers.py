"""Workbooks store a number apart from how it is shown, how it was computed, and from when its days are counted."""

import io
import struct

import pytest
import xlsxwriter

from kam_core.intake import Choices, Upload, load, read_raw_sheet
from tests.intake.handwritten_files import lines, needs_shared, sentences, shared, text

HEAD = ("Customer No", "Date", "Units", "Unit price", "Amount")


def book(
    rows: list[tuple[object, ...]], id_format: str = "General", head: tuple[str, ...] = HEAD, **options: object
) -> Upload:
    """A workbook; text that begins with = is a formula without a value, so that the program writes 0 beside it."""
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, options)
    sheet, style = made.add_worksheet(), made.add_format({"num_format": id_format})
    sheet.write_row(0, 0, head)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
        sheet.write(number, 0, row[0], style)
    made.close()
    return Upload("book.xlsx", buffer.getvalue())


@pytest.mark.parametrize(
    ("id_format", "stored", "read"),
    [("000000", 815, "000815"), ('"K-"0000', 42, "K-0042"), ("000", 12345, "12345"), ("0000", "77", "77"),
     ("0.00", 815, "815"), ("#,##0", 4711, "4711"), ("00000_)", 9, "00009")],
)  # fmt: skip
def test_an_id_is_what_its_number_format_shows(id_format: str, stored: object, read: str) -> None:
    intake = load([book([(stored, "2024-03-05", 1, 5, 5)], id_format)])
    assert lines(intake) == [(read, "2024-03-05", 5.0)]
    assert bool(sentences(intake, "number_format")) == (read != str(stored))


def test_ids_shown_with_zeros_meet_a_list_that_says_them_as_text() -> None:
    listed = text("accounts.csv", "Customer No,Customer Name\n0033,Birke\n")
    intake = load([book([(33, "2024-03-05", 1, 5, 5)], "0000"), listed])
    assert intake.dataset.accounts.height == 1


def test_amounts_that_were_never_calculated_are_computed_and_warned_of() -> None:
    intake = load([book([("A", "2024-03-05", 4, 2.5, "=C2*D2"), ("B", "2024-03-06", 2, 10, "=C3*D3")])])
    assert lines(intake) == [("A", "2024-03-05", 10.0), ("B", "2024-03-06", 20.0)]
    assert "never calculated" in sentences(intake, "formula")[0]


@pytest.mark.parametrize(
    ("rows", "warned"),
    [([("A", "2024-03-05", "=1-1")], True), ([("A", "2024-03-05", "=1-1"), ("B", "2024-03-05", 7)], False)],
)
def test_a_column_of_nothing_but_formulas_with_zero_is_doubted(rows: list[tuple[object, ...]], warned: bool) -> None:
    intake = load([book(rows, head=("Customer No", "Date", "Amount"))])
    assert [one.severity for one in intake.notes if one.rule == "formula"] == ["warn"] * warned


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    rows = [("A", 44000, 1, 5, 5)]
    assert lines(load([book(rows, date_1904=True)])) == [("A", "2024-06-19", 5.0)]
    assert lines(load([book(rows)])) == [("A", "2020-06-18", 5.0)]
    assert [one.severity for one in load([book(rows, date_1904=True)]).notes if one.rule == "serial"] == ["warn"]


@needs_shared
def test_an_old_workbook_that_holds_other_rows_than_it_names_is_warned_of() -> None:
    whole = shared("messy/files/xl_old.xls")
    assert not [one for one in read_raw_sheet(whole, Choices()).findings if one.rule == "own_range"]
    at = whole.content.index(b"\x00\x02\x0e\x00") + 4
    first, last = struct.unpack_from("<II", whole.content, at)
    for said in (last + 500, last - 1):
        changed = whole.content[:at] + struct.pack("<II", first, said) + whole.content[at + 8 :]
        findings = read_raw_sheet(Upload("o.xls", changed), Choices()).findings
        assert [one.severity for one in findings if one.rule == "own_range"] == ["warn"]
