"""Tables of web pages and spreadsheets of 2003 in XML, which many systems call Excel exports."""

import pytest

from kam_core.intake import Upload
from tests.intake.handwritten_files import lines, refusal, sentences
from tests.intake.orders_in_formats import READ, SHEETS, XML, read


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
    assert "1 total row excluded, the first in line 5" in sentences(intake, "totals")[0]
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
        "o.xls has no sheet x. Sheets: table 1, table 2, people."
    )


def test_words_that_a_web_page_or_xml_makes_up_are_not_unfolded() -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert refusal(Upload("o.xml", f"{laughs}<z>&b;</z>".encode())).startswith(
        "o.xml is an XML file but not a spreadsheet"
    )
    page = f"{laughs}<table><tr><td>account<td>date<td>amount<tr><td>&b;<td>2024-03-05<td>1</table>"
    assert lines(read(page.encode())) == [("&b;", "2024-03-05", 1.0)]


def test_places_and_kinds_of_cells_in_a_spreadsheet_of_2003_are_preserved() -> None:
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
    ("declared", "written", "name"),
    [
        ("iso-8859-1", "utf-8", "Müller"),
        ("iso-8859-1", "cp1252", "Müller €"),
        ("gb2312", "gb18030", "朱镕基"),
        ("utf-8", "gb18030", "北京示例科技有限公司"),
        ("nonsense", "cp1252", "Müller & Söhne Großhandel"),
    ],
)
def test_a_page_is_read_as_it_is_written_even_where_its_head_is_wrong(declared: str, written: str, name: str) -> None:
    page = f"<html><meta charset={declared}><table><tr><td>customer<td>date<td>amount<tr><td>{name}<td>2024-03-05<td>1"
    assert lines(read(page.encode(written)))[0][0] == name


def test_a_web_page_without_a_table_is_refused() -> None:
    assert refusal(Upload("o.xls", b"<html><body>Session expired</body></html>")).startswith(
        "o.xls is a web page without a table"
    )
