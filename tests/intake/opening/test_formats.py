"""Formats beyond CSV and xlsx: known by their content, and read through the same stages."""

import datetime
import struct
from decimal import Decimal

import polars as pl
import pytest

from kam_core.intake import Upload, summarise_files
from tests.intake.binary_formats import (
    NO_ROWS_BELOW,
    gzipped,
    ods,
    ods_rows,
    parquet,
    xls,
    xlsb,
    xlsb_row,
    xlsb_rows,
    zipped,
)
from tests.intake.handwritten_files import lines, refusal, sentences
from tests.intake.orders_in_formats import CSV, READ, SHEETS, TEXTS, XML, XML_ROWS, read

DAY = datetime.date(2024, 3, 5)


def kind(content: bytes) -> str:
    return summarise_files([Upload("orders.dat", content)])[0].kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ods", ods({"订单": ods_rows(TEXTS) + NO_ROWS_BELOW, "empty": ""})),
        ("xlsb", xlsb({"订单": xlsb_rows(TEXTS)})),
        ("xls", xls(TEXTS, size=5000)),
        ("parquet", parquet(pl.DataFrame(TEXTS[1:], schema=TEXTS[0], orient="row", strict=False))),
        ("html", SHEETS.format(charset="utf-8").encode()),
        ("html", SHEETS.format(charset="gb2312").encode("gb18030")),
        ("html", SHEETS.format(charset="utf-8").encode("gb18030")),
        ("html", SHEETS.format(charset="utf-16").encode("utf-16")),
        ("xml", XML.format(charset="UTF-8", rows=XML_ROWS, more="").encode()),
        ("xml", XML.format(charset="gb2312", rows=XML_ROWS, more="").encode("gb18030")),
        ("csv", gzipped(CSV.encode("gb18030"))),
        ("csv", zipped({"2024/orders.csv": CSV, "__MACOSX/2024/._orders.csv": "x", ".DS_Store": "x", "2024/": ""})),
    ],
)
def test_every_format_gives_the_table_that_a_person_sees_in_it_whatever_its_name(name: str, content: bytes) -> None:
    assert kind(content) == name
    intake = read(content)
    assert lines(intake) == READ
    assert [one.severity for one in intake.notes if one.severity != "note"] == []


def test_typed_columns_of_parquet_are_read_as_people_would_have_written_them() -> None:
    frame = pl.DataFrame(
        {
            "order_id": pl.Series([1001.0, None, 1003.0]),
            "account": pl.Series(["A", "B", "A"], dtype=pl.Categorical),
            "date": pl.Series([datetime.datetime(2024, 3, 5), datetime.datetime(2024, 3, 6, 12, 30), None]),
            "amount": pl.Series([Decimal("12.50"), Decimal("0.10"), None], dtype=pl.Decimal(10, 2)),
            "quantity": pl.Series([1, 2, 3], dtype=pl.UInt8),
            "nothing": pl.Series([None, None, None]),
        }
    )
    intake = read(parquet(frame.head(2)))
    assert lines(intake) == [("A", "2024-03-05", 12.5), ("B", "2024-03-06", 0.1)]
    assert intake.dataset.orders["order_id"].drop_nulls().to_list() == ["1001"]
    assert intake.dataset.lines["line"].to_list() == [2, 3]
    third = summarise_files([Upload("o", parquet(frame))])[0].preview.row(2)
    assert third == ("1003", "A", None, None, "3") or third == ("1003", "A", None, None, "3", None)


@pytest.mark.parametrize("value", [[1, 2], {"x": 1}, b"bytes"])
def test_a_column_of_parquet_that_is_no_cell_is_refused_by_name(value: object) -> None:
    frame = pl.DataFrame({"account": ["A"], "more": pl.Series([value])})
    assert refusal(Upload("o.parquet", parquet(frame))).startswith("o.parquet, more: the column contains")


def test_a_cut_parquet_file_is_refused() -> None:
    content = parquet(pl.DataFrame({"account": ["A"] * 1000}))
    for cut in (content[:-8], content[: len(content) // 2], content[:100] + bytes(50) + content[150:]):
        assert refusal(Upload("o.parquet", cut)).startswith("o.parquet cannot be opened as a Parquet file")


def test_error_cells_hidden_rows_and_row_numbers_of_a_binary_workbook_are_preserved() -> None:
    rows = (
        xlsb_row(2, {1: "account", 2: "date", 3: "amount"})
        + xlsb_row(3, {1: "A", 2: "2024-03-05", 3: 5.0}, hidden=True)
        + xlsb_row(6, {1: "B", 2: "2024-03-06", 3: "#DIV/0!"})
    )
    intake = read(xlsb({"S": rows}), "o.xlsb")
    assert lines(intake) == [("A", "2024-03-05", 5.0)]
    assert intake.dataset.lines["line"].to_list() == [4]
    assert sentences(intake, "error_cell")[0].startswith('o.xlsb [S] row 7, amount: the formula gave "#DIV/0!"')
    assert sentences(intake, "hidden") == ["o.xlsb [S]: 1 hidden row and 0 hidden columns were read like the others."]


@pytest.mark.parametrize("size", [0, 9000])
def test_error_cells_and_hidden_rows_of_an_old_workbook_are_preserved(size: int) -> None:
    computed = struct.pack("<BBBBBBH", 2, 0, 0x17, 0, 0, 0, 0xFFFF)
    rows = [
        [],
        [None, "account", "date", "amount"],
        [None, "A", "2024-03-05", 5.0],
        [None, "B", "2024-03-06", "#N/A"],
        [None, "C", "2024-03-07", computed],
    ]
    intake = read(xls(rows, "表", hidden=[2], size=size), "o.xls")
    assert lines(intake) == [("A", "2024-03-05", 5.0)]
    assert [message.partition(", amount: the formula gave ")[::2] for message in sentences(intake, "error_cell")] == [
        ("o.xls [表] row 4", '"#N/A". Hint: correct it and save again.'),
        ("o.xls [表] row 5", '"#REF!". Hint: correct it and save again.'),
    ]
    assert sentences(intake, "hidden") == ["o.xls [表]: 1 hidden row and 0 hidden columns were read like the others."]


def test_a_protected_old_workbook_is_refused() -> None:
    assert refusal(Upload("o.xls", xls(TEXTS, protected=True, size=5000))).startswith(
        "o.xls is protected by a password"
    )


def test_an_old_workbook_whose_sectors_lead_in_circles_or_nowhere_is_refused() -> None:
    content = xls([TEXTS[0], *([TEXTS[1]] * 100)])
    assert len(lines(read(content))) == 100
    for link in (2, 900):
        # The first chain of cells: its first sector's successor becomes itself, or lies beyond the file.
        broken = content[: 512 + 8] + struct.pack("<I", link) + content[512 + 12 :]
        assert "o.xls" in refusal(Upload("o.xls", broken))


def test_error_cells_formulas_hidden_rows_and_row_numbers_of_an_open_document_are_preserved() -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    undone = '<table:table-cell table:formula="of:=A1&gt;0"/>'
    blank = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="9"/></table:table-row>'
    )
    hidden = ods_rows([[None, "B", "2024-03-06", error, 1]]).replace("-row>", '-row table:visibility="filter">', 1)
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>'
    )
    rows = (
        columns
        + ods_rows([[None, "account", "date", "amount", "quantity"]])
        + blank
        + ods_rows([[None, "A", DAY, 5, undone]])
        + hidden
    )
    intake = read(ods({"S & T": rows}), "o.ods")
    assert lines(intake) == [("A", "2024-03-05", 5.0)]
    assert intake.dataset.lines["line"].to_list() == [4]
    assert sentences(intake, "error_cell")[0].startswith('o.ods [S & T] row 5, amount: the formula gave "#DIV/0!"')
    assert sentences(intake, "formula")[0].startswith(
        "o.ods [S & T] row 4: the formula was never calculated (1 in total)"
    )
    assert sentences(intake, "hidden") == [
        "o.ods [S & T]: 1 hidden row and 2 hidden columns were read like the others."
    ]


@pytest.mark.parametrize(
    "first",
    [
        '<table:table-cell table:style-name="ce1"/>',
        '<table:table-cell office:value-type="string"><text:p></text:p></table:table-cell>',
        "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation></table:table-cell>",
        "<table:covered-table-cell/>",
    ],
)
def test_error_cells_are_reported_in_their_own_column_with_blank_columns_left_of_the_table(first: str) -> None:
    error = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    rows = [[first, "account", "date", "amount"], [first, "A", DAY, 5], [first, "B", DAY, error]]
    intake = read(ods({"S": ods_rows(rows)}), "o.ods")
    assert lines(intake) == [("A", "2024-03-05", 5.0)]
    assert sentences(intake, "error_cell")[0].startswith('o.ods [S] row 3, amount: the formula gave "#N/A"')


def test_cells_that_repeat_in_an_open_document_are_all_read() -> None:
    repeated = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="string">'
        '<text:p>A</text:p></table:table-cell><table:table-cell office:value-type="date" '
        'office:date-value="2024-03-05"/><table:table-cell office:value-type="float" office:value="2"/>'
        "</table:table-row>"
    )
    intake = read(ods({"S": ods_rows([["account", "date", "amount"]]) + repeated}))
    assert lines(intake) == [("A", "2024-03-05", 2.0)] * 3


def test_a_protected_open_document_is_refused() -> None:
    content = ods({"S": ""}, manifest="<manifest:encryption-data/>")
    assert refusal(Upload("o.ods", content)).startswith("o.ods is protected by a password")


def test_a_sheet_of_each_kind_of_workbook_can_be_chosen() -> None:
    other = [TEXTS[0], ["X", "2024-01-01", 1]]
    two = {"a": TEXTS, "b": other}
    more = f'<Worksheet ss:Name="b"><Table>{XML_ROWS}</Table></Worksheet>'
    for content in (
        ods({name: ods_rows(rows) for name, rows in two.items()}),
        xlsb({name: xlsb_rows(rows) for name, rows in two.items()}),
        XML.format(charset="utf-8", rows=XML_ROWS, more=more).encode(),
    ):
        assert read(content, sheet="b").dataset.sources == ("orders.csv [b]",)
        assert refusal(Upload("o.xls", content), sheet="c").startswith("o.xls has no sheet c. Sheets: ")
