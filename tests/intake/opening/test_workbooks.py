"""Workbooks: cells as they are shown, sheets that are ours, and files made to break the reader."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from kam_core.intake import Choices, Upload, load, summarise_files
from tests.intake.handwritten_files import lines, refusal, sentences, text, workbook

HEADER = ["客户编号", "订单日期", "金额", "数量"]
DAY = datetime.date(2024, 3, 5)


def edited(upload: Upload, change: Callable[[bytes], bytes]) -> Upload:
    """The workbook with its first sheet's XML changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(upload.content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry.filename == "xl/worksheets/sheet1.xml" else content)
    return Upload(upload.name, buffer.getvalue())


def test_cells_are_read_as_they_are_meant() -> None:
    book = workbook(
        "o.xlsx",
        {"Sheet1": [HEADER, ["007", DAY, "86元", 3], [12345, DAY, 12345.0, "4件"], ["A", "2024-03-06", 0.5, None]]},
    )
    intake = load([book])
    assert lines(intake) == [("007", "2024-03-05", 86.0), ("12345", "2024-03-05", 12345.0), ("A", "2024-03-06", 0.5)]


def test_a_table_that_begins_further_down_and_right_keeps_its_row_numbers() -> None:
    shifted = [
        [],
        [],
        [None, "title"],
        [],
        *([None, None, *row] for row in (HEADER, ["A", DAY, 1, 1], ["B", "x", 2, 1])),
    ]
    intake = load([workbook("o.xlsx", {"Sheet1": shifted})])
    assert intake.dataset.lines["line"].to_list() == [6]
    assert sentences(intake, "not_a_date")[0].startswith('o.xlsx [Sheet1] row 7, 订单日期: "x" is not a date.')


def test_every_sheet_that_is_ours_is_read_and_the_others_are_named() -> None:
    book = workbook(
        "all.xlsx",
        {
            "orders": [HEADER, ["A1", DAY, 10, 1]],
            "accounts": [["客户编号", "客户名称"], ["A1", "Alpha"], ["B2", "Beta"]],
            "returns": [["订单号", "退回"], ["1", "是"]],
            "empty": [],
            "template": [["客户编号", "订单日期", "金额"]],
        },
    )
    intake = load([book])
    assert lines(intake) == [("A1", "2024-03-05", 10.0)]
    assert intake.dataset.accounts["name"].to_list() == ["Alpha", "Beta"]
    assert intake.dataset.sources == ("all.xlsx [orders]",)
    unused = [(f.severity, f.place.sheet) for f in intake.notes if f.rule == "not_used"]
    assert unused == [("note", "template")]
    assert [f.place.sheet for f in intake.notes if f.rule == "returns"] == ["returns"]
    assert [one.table for one in summarise_files([book])] == ["transactions", "accounts", None, None]


def test_one_sheet_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    book = workbook("o.xlsx", {"old": [HEADER, ["A", DAY, 1, 1]], "new": [HEADER, ["B", DAY, 2, 1]]})
    assert len(lines(load([book]))) == 2
    assert lines(load([book], Choices(sheet="new"))) == [("B", "2024-03-05", 2.0)]
    assert refusal(book, sheet="older") == "o.xlsx has no sheet older. Sheets: old, new."
    assert refusal(text("o.csv", "account,date,amount\nA,2024-01-01,1\n"), sheet="x") == (
        "None of the files is a workbook, so there is no sheet x to choose."
    )


def test_a_workbook_without_any_cell_is_empty() -> None:
    assert refusal(workbook("o.xlsx", {"Sheet1": []})).startswith("o.xlsx is empty")


def test_error_cells_are_read_as_their_text() -> None:
    book = workbook("o.xlsx", {"Sheet1": [[], [None, *HEADER], [None, "A", DAY, 1, 1], [None, "B", DAY, 2, 1]]})
    broken = edited(
        book, lambda xml: re.sub(rb'<c r="D4"><v>2</v></c>', b'<c r="D4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', xml)
    )
    intake = load([broken])
    assert intake.dataset.lines.height == 1
    assert sentences(intake, "error_cell") == [
        'o.xlsx [Sheet1] row 4, 金额: the formula gave "#DIV/0!". Hint: correct it and save again.'
    ]
    assert intake.rejected.select("line", "金额").rows() == [(4, "#DIV/0!")]


def test_a_formula_that_was_never_calculated_is_reported() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1], ["B", DAY, 2, 1]]})
    undone = edited(book, lambda xml: xml.replace(b'<c r="D3"><v>1</v></c>', b'<c r="D3"><f>1+0</f></c>'))
    intake = load([undone])
    assert intake.dataset.lines.height == 2
    assert sentences(intake, "formula")[0].startswith(
        "o.xlsx [Sheet1] row 3: the formula was never calculated (1 in total)"
    )


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c s='1' r = 'XFD1048576'><v>1</v></c></row>",
        b'<row r="1"><x:c r="XFD1048576"><v>1</v></x:c></row>',
        b'<row r="1000000"><c r="AAA1000000" t="str"><f>1</f><v>x</v></c></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 501 + b"</row>",
        b'<row r="3000000"><c r="A3000000"><v>1</v></c></row>',
        b'<row r="1048576"><c r="CC1048576"><v>1</v></c></row>',
    ],
)
def test_a_cell_at_the_last_row_and_column_is_refused_before_anything_is_allocated(cell: bytes) -> None:
    book = workbook("tiny.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    assert refusal(edited(book, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"))).startswith(
        "tiny.xlsx "
    )


def test_formats_without_content_do_not_count() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert lines(load([edited(book, lambda xml: xml.replace(b"</sheetData>", far))])) == [("A", "2024-03-05", 1.0)]


def test_a_formula_with_an_empty_text_has_a_value() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    formula = b'<c r="D2" t="str"><f>T(1)</f><v></v></c>'
    assert load([edited(book, lambda xml: xml.replace(b'<c r="D2"><v>1</v></c>', formula))]).notes == ()


def test_a_part_that_unfolds_further_than_it_says_is_refused() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = book.content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != book.content
    assert refusal(Upload("o.xlsx", lying)).startswith("o.xlsx is damaged")


def test_parts_that_are_stored_or_packed_in_another_way() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})

    def packed(method: int) -> Upload:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book.content)) as old, zipfile.ZipFile(buffer, "w", method) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, old.read(entry))
        return Upload("o.xlsx", buffer.getvalue())

    assert lines(load([packed(zipfile.ZIP_STORED)])) == [("A", "2024-03-05", 1.0)]
    assert refusal(packed(zipfile.ZIP_BZIP2)).startswith("o.xlsx is damaged")


def test_a_workbook_that_is_cut_off_or_whose_parts_are_elsewhere_is_refused() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    assert refusal(Upload("o.xlsx", book.content[: len(book.content) // 2])).startswith("o.xlsx is damaged")
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    moved = book.content[:at] + b"PK\x03\x05" + book.content[at + 4 :]
    assert refusal(Upload("o.xlsx", moved)).startswith("o.xlsx is damaged")


def test_a_panic_of_the_reader_is_a_refusal_and_a_stop_is_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    for error in (type("PanicException", (BaseException,), {}), KeyboardInterrupt):

        def fails(content: bytes, error: type[BaseException] = error) -> None:
            raise error

        monkeypatch.setattr("fastexcel.read_excel", fails)
        if error is KeyboardInterrupt:
            with pytest.raises(KeyboardInterrupt):
                load([book])
        else:
            assert refusal(book) == "o.xlsx cannot be opened as a workbook. Save it again in Excel."


def test_a_damaged_sheet_is_refused() -> None:
    book = workbook("o.xlsx", {"Sheet1": [HEADER, ["A", DAY, 1, 1]]})
    broken = bytearray(book.content)
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        offset = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    broken[offset + 60 : offset + 90] = bytes(30)
    assert "o.xlsx" in refusal(Upload("o.xlsx", bytes(broken)))
