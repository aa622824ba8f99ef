"""From bytes to a table of text: kinds, encodings, delimiters, headers, titles and totals."""

import io
import zipfile

import pytest

from kam_core.intake import Choices, Upload, load, summarise_files
from kam_core.intake.opening import file_kind as recognising
from tests.intake.handwritten_files import lines, orders, refusal, sentences, text

PLAIN = "客户编号,订单日期,金额\nA1,2024-01-02,10.5\nB2,2024-01-03,20\n"
READ = [("A1", "2024-01-02", 10.5), ("B2", "2024-01-03", 20.0)]


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)  # fmt: skip
def test_chinese_text_is_read_in_every_encoding_that_excel_writes(encoding: str, reported: str) -> None:
    upload = text("orders.csv", PLAIN, encoding=encoding)
    assert lines(load([upload])) == READ
    assert summarise_files([upload])[0].encoding == reported


def test_western_text_is_read_as_windows_1252_and_reported_as_a_guess() -> None:
    upload = text(
        "orders.csv", "Kunde;Datum;Betrag\nMüller & Söhne;5.3.2024;1.234,50\nCafé;6.3.2024;2,00\n", encoding="cp1252"
    )
    intake = load([upload])
    assert lines(intake) == [("Müller & Söhne", "2024-03-05", 1234.5), ("Café", "2024-03-06", 2.0)]
    assert sentences(intake, "encoding")[0].startswith("orders.csv: read as Western European text")


def test_umlauts_that_would_decode_as_rare_chinese_are_umlauts() -> None:
    content = "Kunde;Datum;Betrag\nMüller;5.3.2024;1\nKöhler;6.3.2024;2\n".encode("cp1252")
    assert content.decode("gb18030")
    assert [row[0] for row in lines(load([Upload("o.csv", content)]))] == ["Müller", "Köhler"]


def test_rare_chinese_letters_among_common_ones_are_chinese() -> None:
    upload = text("o.csv", "客户名称,订单日期,金额\n𠮷㐂商行有限公司,2024-01-02,1\n", encoding="gb18030")
    assert lines(load([upload])) == [("𠮷㐂商行有限公司", "2024-01-02", 1.0)]


def test_broken_letters_are_reported_with_their_line() -> None:
    intake = load([Upload("o.csv", "account,date,amount\nA,2024-01-01,1\nB\ufffd,2024-01-01,2\n".encode())])
    assert sentences(intake, "broken_letters")[0].startswith("o.csv line 3: characters are damaged here")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "^"])
def test_the_delimiter_is_found(mark: str) -> None:
    upload = text("orders.txt", PLAIN.replace(",", mark))
    assert lines(load([upload])) == READ
    assert summarise_files([upload])[0].delimiter == mark


def test_decimal_commas_do_not_hide_the_semicolons() -> None:
    assert lines(load([text("o.csv", "Kunde;Datum;Betrag\nA;2024-01-02;10,5\nB;2024-01-03;20,0\n")])) == [
        ("A", "2024-01-02", 10.5), ("B", "2024-01-03", 20.0)]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_a_line_end_and_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    rows = ["account,date,amount", '"A', 'Ltd",2024-01-02,1', "", "B,2024-01-03,2", "C,never,3"]
    intake = load([text("o.csv", end.join(rows))])
    assert lines(intake) == [("A\nLtd", "2024-01-02", 1.0), ("B", "2024-01-03", 2.0)]
    assert intake.dataset.lines["line"].to_list() == [2, 5]
    assert intake.rejected["line"].to_list() == [6]


def test_the_line_that_excel_puts_first_names_the_delimiter_and_is_no_data() -> None:
    upload = text("o.csv", "sep=;\naccount;date;amount\nA;2024-01-02;1\n")
    assert load([upload]).dataset.lines["line"].to_list() == [3]
    assert summarise_files([upload])[0].header_row == 2


def test_a_title_above_the_header_is_skipped_and_noted() -> None:
    intake = load([text("o.csv", "Orders 2024\nUnit: EUR\n\naccount,date,amount\nA,2024-01-02,1\n")])
    assert intake.dataset.lines["line"].to_list() == [5]
    assert sentences(intake, "preamble") == ["o.csv: 2 lines above the header are a title and were skipped."]


def test_totals_are_left_out_and_counted_but_an_account_may_be_called_total() -> None:
    intake = orders("1,Total,2024-01-02,5", "2,B,2024-01-03,7", "小计,,,12", "Grand total:,,,12")
    assert lines(intake) == [("Total", "2024-01-02", 5.0), ("B", "2024-01-03", 7.0)]
    assert sentences(intake, "totals") == ["orders.csv: 2 total rows excluded, the first in line 4."]
    assert [(c.read, c.loaded, c.left_out, c.rejected) for c in intake.counts] == [(4, 2, 2, 0)]


def test_a_header_that_comes_again_is_left_out() -> None:
    intake = orders("1,A,2024-01-02,5", "order_id,account,date,amount", "2,B,2024-01-03,7")
    assert intake.dataset.lines["line"].to_list() == [2, 4]
    assert intake.counts[0].left_out == 1


def test_a_second_table_below_is_not_read_as_rows_of_the_first() -> None:
    intake = orders("1,A,2024-01-02,5", "", "产品,数量,,", "X,1,,", "Y,2,,")
    assert lines(intake) == [("A", "2024-01-02", 5.0)]
    assert sentences(intake, "second_table")[0].startswith("orders.csv: another table seems to start in line 4; 3 rows")


def test_short_rows_are_filled_and_long_rows_are_returned_whole() -> None:
    intake = orders("1,A,2024-01-02,5", "2,B,2024-01-03", "3,C,2024-01-04,1,234", "4,D,2024-01-05,6,,")
    assert lines(intake) == [("A", "2024-01-02", 5.0), ("D", "2024-01-05", 6.0)]
    assert sentences(intake, "short_rows") == [
        "orders.csv: 1 row is shorter than the header; missing cells are read as blank."
    ]
    assert intake.rejected.select("line", "order_id", "amount").rows() == [(3, "2", None), (4, "3", "1")]
    assert intake.rejected["column 5"].to_list() == [None, "234"]


def test_every_cell_of_a_row_that_is_too_long_comes_back_in_its_place() -> None:
    intake = orders(
        "1,A,,2024-01-02,5,", "2,B,,2024-01-03,80,,extra,,more,", "3,C,here,2024-01-04,7,,x",
        header="order_id,account,,date,amount,",
    )  # fmt: skip
    assert intake.rejected.drop("file", "sheet", "reason").to_dict(as_series=False) == {
        "line": [3, 4],
        "order_id": ["2", "3"],
        "account": ["B", "C"],
        "column 3": [None, "here"],
        "date": ["2024-01-03", "2024-01-04"],
        "amount": ["80", "7"],
        "column 6": ["extra", "x"],
        "column 7": [None, None],
        "column 8": ["more", None],
    }


def test_columns_without_a_name_or_with_the_same_name_keep_apart() -> None:
    upload = text("o.csv", "account,date,amount,,note,note\nA,2024-01-02,1,x,y,z\n")
    assert [c.header for c in summarise_files([upload])[0].columns] == [
        "account",
        "date",
        "amount",
        "column 4",
        "note",
        "note",
    ]
    assert summarise_files([upload])[0].preview.columns[-2:] == ["note", "note (2)"]


def test_a_blank_file_says_so() -> None:
    for content in (b"", b"\xef\xbb\xbf", b" \r\n \n", b"\xff\xfe"):
        assert refusal(Upload("o.csv", content)).startswith("o.csv is empty.")
    assert refusal(Upload("o.csv", b",,\n,,\n")).startswith("o.csv is empty.")


def test_only_a_header_says_so() -> None:
    assert refusal(text("o.csv", "account,date,amount\n")) == "o.csv: there is a header but no rows."


def test_a_file_without_a_header_says_so() -> None:
    assert refusal(text("o.csv", "A,2024-01-02,5\nB,2024-01-03,6\n")).startswith("o.csv line 1: there is no header row")


def test_a_stray_quotation_mark_does_not_swallow_the_rows_below_it() -> None:
    intake = orders('1,"A,2024-01-02,5', "2,B,2024-01-03,6", '3,"C, Ltd",2024-01-04,7', "4,D,2024-01-05,8")
    assert lines(intake) == [
        ("A", "2024-01-02", 5.0),
        ("B", "2024-01-03", 6.0),
        ("C, Ltd", "2024-01-04", 7.0),
        ("D", "2024-01-05", 8.0),
    ]
    assert intake.dataset.lines["line"].to_list() == [2, 3, 4, 5]
    assert sentences(intake, "stray_quote")[0].startswith("orders.csv line 2: a quotation mark has no closing mark.")


def test_a_mark_that_is_open_to_the_end_of_the_file_is_seen_even_in_the_last_column() -> None:
    header = "account,date,amount,note"
    intake = orders("A,2024-01-01,1,x", 'A,2024-01-02,5,"see', "B,2024-01-03,6,x", "C,2024-01-04,7,x", header=header)
    assert intake.dataset.lines.height == 4
    assert len(sentences(intake, "stray_quote")) == 1


def test_a_long_remark_has_no_stray_quote_but_an_unclosed_one_is_reported() -> None:
    header = "account,date,amount,note"
    fine = orders('A,2024-01-02,5,"one', "two", 'three"', "B,2024-01-03,6", header=header)
    assert (fine.dataset.lines.height, sentences(fine, "stray_quote")) == (2, [])
    cut = orders("B,2024-01-03,6,x", 'A,2024-01-02,5,"one', "two", "three", header=header)
    assert cut.dataset.lines.height == 2
    assert sentences(cut, "stray_quote")[0].endswith("the rest of the file was read as one cell.")


def test_a_cell_without_an_end_says_so() -> None:
    endless = 'account,date,amount\nA,2024-01-02,"5\n' + "x" * 200_000
    assert refusal(text("o.csv", endless)).startswith("o.csv line 2: a quoted cell has no closing quotation mark")


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


OLE = recognising.OLE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PAR1 and more", "f.csv cannot be opened as a Parquet file"),
        (b"%PDF-1.7", "f.csv is a PDF"),
        (b"<html><table>", "f.csv is a web page without a table"),
        (b"PK\x03\x04 garbage", "f.csv is damaged"),
        (zipped(xl__workbook_bin=b""), "f.csv is damaged"),
        (zipped(orders_csv=b""), "f.csv/orders.csv is empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "f.csv is protected by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "f.csv is an Office file but not a workbook"),
        (OLE + "Workbook".encode("utf-16-le"), "f.csv cannot be opened as a workbook"),
        (zipped(xl__workbook_xml=b"<workbook/>"), "f.csv cannot be opened as a workbook"),
    ],
)
def test_a_file_without_a_table_is_refused_with_advice(content: bytes, sentence: str) -> None:
    assert refusal(Upload("f.csv", content)).startswith(sentence)
    summary = summarise_files([Upload("f.csv", content)])[0]
    assert (summary.table, summary.findings[0].severity) == (None, "error")


def test_loading_no_files_is_refused() -> None:
    assert refusal() == "There is no file to load."
    assert summarise_files([]) == ()
    assert Choices().date_order is None
