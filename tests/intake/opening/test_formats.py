"""Formats beyond CSV and xlsx: known by their content, and read through the same stages."""

import datetime
import gzip
import io
import struct
import zipfile
from decimal import Decimal

import polars as pl
import pytest

from kam_core.intake import Choices, Intake, Upload, load, summarise_files
from tests.intake.binary_formats import (
    NO_ROWS_BELOW,
    gzipped,
    ods,
    ods_rows,
    parquet,
    record,
    xls,
    xlsb,
    xlsb_row,
    xlsb_rows,
    zipped,
)
from tests.intake.handwritten_files import lines, refusal, sentences, workbook

DAY = datetime.date(2024, 3, 5)
CSV = "客户编号,订单日期,金额\n007,2024-03-05,12.5\n甲 & 乙,2024-03-06,86元\n"
READ = [("007", "2024-03-05", 12.5), ("甲 & 乙", "2024-03-06", 86.0)]
TEXTS = [["客户编号", "订单日期", "金额"], ["007", "2024-03-05", 12.5], ["甲 & 乙", "2024-03-06", "86元"]]
SHEETS = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}">'
    "<style>td {{ color: red }}</style></head><body><table border=1>"
    "<tr><th>客户编号</th><th>订单日期</th><th>金额</th></tr>"
    "<tr><td>007</td><td>2024-03-05</td><td x:num>12.5</td></tr>"
    "<tr><td>甲 &amp;&nbsp;乙</td><td>2024-03-06<br></td><td> 86元 </td></tr></table></body></html>"
)
XML = """<?xml version="1.0" encoding="{charset}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="订单"><Table>{rows}</Table></Worksheet>{more}</Workbook>"""


def xml_cell(value: object, kind: str = "String") -> str:
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'


def xml_rows(*rows: str) -> str:
    return "".join(f"<Row>{row}</Row>" for row in rows)


XML_ROWS = xml_rows(
    "".join(xml_cell(name) for name in TEXTS[0]),
    xml_cell("007") + xml_cell("2024-03-05T00:00:00.000", "DateTime") + xml_cell("12.5", "Number"),
    xml_cell("甲 & 乙") + xml_cell("2024-03-06T00:00:00.000", "DateTime") + xml_cell("86元"),
)


def read(content: bytes, name: str = "orders.csv", **choices: object) -> Intake:
    return load([Upload(name, content)], Choices(**choices))  # type: ignore[arg-type]


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
    assert refusal(Upload("o.parquet", parquet(frame))).startswith("o.parquet, more: a cell there holds")


def test_a_cut_parquet_file_is_refused() -> None:
    content = parquet(pl.DataFrame({"account": ["A"] * 1000}))
    for cut in (content[:-8], content[: len(content) // 2], content[:100] + bytes(50) + content[150:]):
        assert refusal(Upload("o.parquet", cut)).startswith("o.parquet cannot be opened as a Parquet file")


def test_error_cells_hidden_rows_and_row_numbers_of_a_binary_workbook_are_kept() -> None:
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
def test_error_cells_and_hidden_rows_of_an_old_workbook_are_kept(size: int) -> None:
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
    assert [said.partition(", amount: the formula gave ")[::2] for said in sentences(intake, "error_cell")] == [
        ("o.xls [表] row 4", '"#N/A". Hint: correct it and save again.'),
        ("o.xls [表] row 5", '"#REF!". Hint: correct it and save again.'),
    ]
    assert sentences(intake, "hidden") == ["o.xls [表]: 1 hidden row and 0 hidden columns were read like the others."]


def test_a_protected_old_workbook_is_told() -> None:
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


def test_error_cells_formulas_hidden_rows_and_row_numbers_of_an_open_document_are_kept() -> None:
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
    assert sentences(intake, "formula")[0].startswith("o.ods [S & T] row 4: a formula there, and 1 in all")
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
def test_error_cells_are_told_in_their_own_column_whatever_lies_left_of_the_table(first: str) -> None:
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


def test_a_protected_open_document_is_told() -> None:
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
        assert refusal(Upload("o.xls", content), sheet="c").startswith("o.xls has no sheet c. It has: ")


def test_cells_of_a_web_page_that_span_others_leave_these_blank() -> None:
    page = (
        "<TABLE><!-- <TR><TD>menu --><TR><TH>account<TH>date<TH>amount<TH>remark < 5"
        "<TR><TD rowspan=2>A<TD>2024-03-05<TD>1<TD rowspan=0>x"
        "<TR><TD>2024-03-06<TD>2"
        "<TR style='display:none'><TD>B<TD>2024-03-07<TD>3"
        "<TR><TD colspan=2>Total<TD>6</TABLE>"
    )
    intake = read(page.encode(), "o.xls")
    assert lines(intake) == [("A", "2024-03-05", 1.0), (None, "2024-03-06", 2.0), ("B", "2024-03-07", 3.0)]
    assert "1 total row is left out, the first in line 5" in sentences(intake, "totals")[0]
    assert sentences(intake, "hidden")[0].startswith("o.xls: 1 hidden row ")


def test_several_tables_of_a_web_page_are_several_sheets_and_one_in_another_is_its_own() -> None:
    inner = SHEETS.format(charset="utf-8").partition("<table")[2].partition("</body>")[0]
    page = f"<html><table><tr><td>menu</td><td><table{inner}</td></tr></table><table><caption>people</caption>"
    page += "<tr><td>who</td><td>likes</td></tr><tr><td>x</td><td>tea</td></tr></table>"
    intake = read(page.encode())
    assert lines(intake) == READ
    assert intake.dataset.sources == ("orders.csv [table 2]",)
    assert "people" in {one.place.sheet for one in intake.notes}
    assert lines(read(page.encode(), sheet="table 2")) == READ
    assert refusal(Upload("o.xls", page.encode()), sheet="x") == (
        "o.xls has no sheet x. It has: table 1, table 2, people."
    )


def test_words_that_a_web_page_or_xml_makes_up_are_not_unfolded() -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert refusal(Upload("o.xml", f"{laughs}<z>&b;</z>".encode())).startswith("o.xml is XML but no spreadsheet")
    page = f"{laughs}<table><tr><td>account<td>date<td>amount<tr><td>&b;<td>2024-03-05<td>1</table>"
    assert lines(read(page.encode())) == [("&b;", "2024-03-05", 1.0)]


def test_places_and_kinds_of_cells_in_a_spreadsheet_of_2003_are_kept() -> None:
    rows = (
        '<Column ss:Index="9" ss:Hidden="1" ss:Span="1"/><Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">'
        'account</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">date</Data></Cell>'
        '<Cell><ss:Data ss:Type="String">amount</ss:Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="String"><![CDATA[A & <B>]]></Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-03-05T10:30:00.000</Data></Cell>'
        '<Cell ss:Index="5"><Data ss:Type="Number">0.10000000000000001</Data></Cell></Row>'
        '<Row ss:Index="7"><Cell ss:Index="2"><Data ss:Type="Number">1.2E3</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-03-06T00:00:00.000</Data></Cell>'
        '<Cell ss:Index="5"><Data ss:Type="Error">#REF!</Data></Cell></Row>'
        '<Row><Cell ss:Index="2"><Data ss:Type="Number">7</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-03-07T00:00:00.000</Data></Cell>'
        '<Cell ss:Index="5"><Data ss:Type="Number">-5</Data></Cell></Row>'
    )
    intake = read(XML.format(charset="utf-8", rows=rows, more="").encode(), "o.xls")
    assert lines(intake) == [("A & <B>", "2024-03-05", 0.1), ("7", "2024-03-07", -5.0)]
    assert intake.dataset.lines["line"].to_list() == [4, 8]
    assert sentences(intake, "error_cell")[0].startswith('o.xls [订单] row 7, amount: the formula gave "#REF!"')
    assert intake.rejected["account"].to_list() == ["1200"]
    assert "1 hidden row and 2 hidden columns" in sentences(intake, "hidden")[0]


@pytest.mark.parametrize(
    ("said", "written", "name"),
    [
        ("iso-8859-1", "utf-8", "Müller"),
        ("iso-8859-1", "cp1252", "Müller €"),
        ("gb2312", "gb18030", "朱镕基"),
        ("utf-8", "gb18030", "北京示例科技有限公司"),
        ("nonsense", "cp1252", "Müller & Söhne Großhandel"),
    ],
)
def test_a_page_is_read_as_it_is_written_even_where_its_head_is_wrong(said: str, written: str, name: str) -> None:
    page = f"<html><meta charset={said}><table><tr><td>customer<td>date<td>amount<tr><td>{name}<td>2024-03-05<td>1"
    assert lines(read(page.encode(written)))[0][0] == name


def test_a_web_page_without_a_table_is_refused() -> None:
    assert refusal(Upload("o.xls", b"<html><body>Session expired</body></html>")).startswith(
        "o.xls is a web page without a table"
    )


def test_the_files_of_an_archive_are_read_like_uploads_of_their_own() -> None:
    book = workbook("b.xlsx", {"a": [["客户编号", "客户名称"], ["007", "Bond"]]}).content
    content = zipped(
        {"订单.csv": CSV, "list/accounts.xlsx": book, "letter.pdf": b"%PDF-1.7", "logo.png": b"\x89PNG\r\n"}
    )
    intake = read(content, "all.zip")
    assert lines(intake) == READ
    assert intake.dataset.sources == ("all.zip/订单.csv",)
    assert [(one.file, one.table) for one in intake.counts] == [
        ("all.zip/订单.csv", "transactions"),
        ("all.zip/list/accounts.xlsx", "accounts"),
    ]
    assert sentences(intake, "not_used") == [
        "all.zip/letter.pdf is a PDF. Export the table as CSV or xlsx instead. It is not used.",
        "all.zip/logo.png is a picture. Export the table as CSV or xlsx instead. It is not used.",
    ]


def test_a_file_that_is_twice_in_an_archive_is_used_once() -> None:
    intake = read(zipped({"a.csv": CSV, "copy of a.csv": CSV}), "all.zip")
    assert lines(intake) == READ
    assert sentences(intake, "twice") == [
        "all.zip/copy of a.csv has the same content as all.zip/a.csv. It is used once."
    ]
    assert [one.severity for one in intake.notes if one.rule == "twice"] == ["warn"]


def test_names_in_an_archive_of_a_chinese_windows_are_read_as_they_were_written() -> None:
    plain = zipped({"abcd.csv": CSV})
    named = plain.replace(b"abcd.csv", "订单.csv".encode("gb18030"))
    assert read(named, "all.zip").dataset.sources == ("all.zip/订单.csv",)


def encrypted() -> bytes:
    content = bytearray(zipped({"a.csv": CSV}))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + flags] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zipped({"in.zip": zipped({"a.csv": CSV})}), "o.zip/in.zip is an archive in an archive"),
        (zipped({"a.csv.gz": gzipped(CSV.encode())}), "o.zip/a.csv.gz is an archive in an archive"),
        (gzipped(gzipped(CSV.encode())), "o.zip is an archive in an archive"),
        (zipped({"../a.csv": CSV}), "o.zip holds a file named ../a.csv, which points out of the archive"),
        (zipped({"/etc/a.csv": CSV}), "o.zip holds a file named /etc/a.csv, which points out"),
        (zipped({"C:\\a.csv": CSV}), "o.zip holds a file named C:"),
        (zipped({"a\\..\\..\\b.csv": CSV}), "o.zip holds a file named"),
        (encrypted(), "o.zip is protected by a password"),
        (zipped({}), "o.zip is an archive without any file in it"),
        (zipped({"letter.pdf": b"%PDF-1.7"}), "o.zip is an archive without a table in it"),
        (zipped({f"{n}.csv": CSV for n in range(501)}), "o.zip holds more than 500 files"),
        (zipped({"a.csv": CSV, "b.xlsx": b"PK\x03\x04 cut"}), "o.zip/b.xlsx is damaged"),
        (zipped({"a.csv": CSV})[:-30], "o.zip is damaged"),
        (gzipped(CSV.encode())[:-12], "o.zip is damaged"),
        (gzipped(CSV.encode())[:15] + b"\xff\xff" + gzipped(CSV.encode())[17:], "o.zip is damaged"),
        (b"Rar!\x1a\x07\x00" + bytes(99), "o.zip is an archive of a kind that cannot be opened here"),
        (b"MIME-Version: 1.0\r\n", "o.zip is a web archive"),
        (zipped({"word/document.xml": b"<x/>"}), "o.zip is an Office file but not a workbook"),
        (zipped({"Index/Document.iwa": b"x"}), "o.zip is a Numbers document"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>",
                    "META-INF/manifest.xml": "<x/>"}),
            "o.zip is an OpenDocument file but not a spreadsheet",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_by_name(content: bytes, sentence: str) -> None:
    assert refusal(Upload("o.zip", content)).startswith(sentence)


def test_a_gzip_file_of_several_streams_is_read_to_its_end() -> None:
    header, first, second = CSV.splitlines(keepends=True)
    content = gzip.compress((header + first).encode()) + gzip.compress(second.encode()) + bytes(8)
    assert lines(read(content)) == READ


def test_an_entry_that_is_cut_short_is_told() -> None:
    content = zipped({"a.csv": CSV})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("a.csv").file_size
    longer = content.replace(size.to_bytes(4, "little"), (size + 5).to_bytes(4, "little"))
    assert refusal(Upload("o.zip", longer)).startswith("o.zip/a.csv is damaged")


def test_records_that_no_binary_workbook_has_are_no_reason_to_stop() -> None:
    odd = record(0x3FFF, b"x" * 300) + xlsb_rows(TEXTS)
    assert lines(read(xlsb({"S": odd}))) == READ
