"""How large a file may be: 200 MB, 2 million rows, 500 columns, 32,000 characters a cell; a sentence beyond."""

import polars as pl
import pytest

from kam_core.intake import Choices, OpenQuestionError, Upload, load, read_raw_sheet
from kam_core.intake.size_limits import BROWSER, COMMAND_LINE, SizeLimits
from kam_core.sandbox import LIMITS
from tests.intake.binary_formats import gzipped, ods, ods_rows, parquet, xlsb, xlsb_rows, zipped
from tests.intake.handwritten_files import refusal, text, workbook
from tests.intake.orders_in_formats import XML, xml_cell, xml_rows

LONGEST = 32_000


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def page_of(rows: list[list[str]]) -> bytes:
    return "".join(["<table>", *("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)]).encode()


FORMATS = {
    "csv": csv_of,
    "gz": lambda rows: gzipped(csv_of(rows)),
    "zip": lambda rows: zipped({"a.csv": csv_of(rows)}),
    "xlsx": lambda rows: workbook("o", {"S": rows}).content,
    "ods": lambda rows: ods({"S": ods_rows(rows)}),
    "xlsb": lambda rows: xlsb({"S": xlsb_rows(rows)}),
    "parquet": lambda rows: parquet(pl.DataFrame(rows[1:], schema=rows[0], orient="row")),
    "html": page_of,
    "xml": lambda rows: XML.format(
        charset="utf-8", rows=xml_rows(*("".join(xml_cell(cell) for cell in row) for row in rows)), more=""
    ).encode(),
}


def table(rows: int, columns: int, cell: str = "1") -> list[list[str]]:
    names = ["account", "date", "amount", *(f"x{n}" for n in range(columns - 3))]
    return [names, *([[f"A{n}", "2024-03-05", "1", *([cell] * (columns - 3))] for n in range(rows)])]


def test_the_limits_of_the_browser_are_those_that_are_promised() -> None:
    assert BROWSER.content == 200 * 1024 * 1024
    assert BROWSER.rows == 2_000_000
    assert LIMITS.seconds == 60
    assert Choices().limits == BROWSER
    assert COMMAND_LINE.rows > BROWSER.rows


@pytest.mark.parametrize("form", FORMATS)
def test_as_many_rows_as_one_file_may_have_are_read_and_one_more_is_refused(form: str) -> None:
    few = SizeLimits(rows=6)
    content = FORMATS[form](table(6, 3))
    assert load([Upload("o.dat", content)], Choices(limits=few)).dataset.lines.height == 6
    message = refusal(Upload("o.dat", FORMATS[form](table(7, 3))), limits=few)
    assert message.startswith("o.dat")
    assert "has more than 6 rows. Split it by year, or use the command line." in message


@pytest.mark.parametrize("form", FORMATS)
def test_five_hundred_columns_are_read_and_one_more_is_refused(form: str) -> None:
    assert load([Upload("o.dat", FORMATS[form](table(2, 500)))]).dataset.lines.height == 2
    message = refusal(Upload("o.dat", FORMATS[form](table(2, 501))))
    assert message.startswith("o.dat")
    assert "a table can have at most 500 columns" in message


def test_blank_columns_right_of_a_table_do_not_count() -> None:
    blank = "," * 16_000
    assert load([text("o.csv", f"account,date,amount{blank}\nA,2024-03-05,1{blank}\n")]).dataset.lines.height == 1


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_cells_of_32_000_characters_are_read_and_longer_ones_are_refused(form: str) -> None:
    for letter in ("x", "甲"):
        assert load([Upload("o.dat", FORMATS[form](table(2, 4, letter * LONGEST)))]).dataset.lines.height == 2
        message = refusal(Upload("o.dat", FORMATS[form](table(2, 4, letter * (LONGEST + 1)))))
        assert message.startswith("o.dat")
        assert "a cell has more than 32,000 characters" in message


def test_a_too_long_cell_of_a_workbook_is_reported_with_its_row() -> None:
    rows = table(2, 4)
    rows[2][3] = "x" * (LONGEST + 1)
    assert refusal(workbook("o.xlsx", {"S": rows})).startswith("o.xlsx [S] row 3: a cell has more than 32,000")


def test_a_too_long_cell_over_many_lines_is_reported_with_its_first_line() -> None:
    long = "some words\n" * 3_000
    message = refusal(text("o.csv", f'account,date,amount,remark\nA,2024-03-05,1,ok\nB,2024-03-05,1,"{long}"\n'))
    assert message.startswith("o.csv line 3: a cell has more than 32,000 characters")


@pytest.mark.parametrize("form", ["csv", "gz", "zip", "xlsx"])
def test_a_file_that_is_larger_than_one_may_be_is_refused(form: str) -> None:
    content = FORMATS[form](table(30_000, 10))
    small = SizeLimits(content=2**19, unfolded=2**21)
    message = refusal(Upload("o.dat", content), limits=small)
    assert message.startswith("o.dat")
    assert "larger than 0 MB" in message or "when unpacked" in message
    assert "Split it by year, or use the command line." in message or form == "xlsx"


def test_a_text_without_line_ends_is_no_table_in_any_encoding() -> None:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        content = ("甲,乙," * 3_000_000).encode(encoding)[: 5 * 2**20]
        assert "no line break within 4 MB after byte 0" in refusal(Upload("o.csv", content))


def test_a_file_of_an_archive_can_be_chosen_by_its_name() -> None:
    content = zipped({"a.csv": csv_of(table(1, 3)), "in/b.csv": csv_of(table(2, 3))})
    upload = Upload("o.zip", content)
    with pytest.raises(OpenQuestionError, match=r"o\.zip has 2 sheets with a table: a\.csv, in/b\.csv"):
        read_raw_sheet(upload, Choices())
    assert read_raw_sheet(upload, Choices(sheet="in/b.csv")).frame.height == 2
    assert load([upload], Choices(sheet="in/b.csv")).dataset.sources == ("o.zip/in/b.csv",)
    assert refusal(upload, sheet="c.csv") == "None of the files is a workbook, so there is no sheet c.csv to choose."


def test_amounts_that_no_sum_can_hold_are_refused() -> None:
    """1,025 lines of 900 thousand million come to 922.5 million million; whole numbers of 64 bits hold 922.3."""
    rows = [f"A,2024-03-05,{sign}900000000000" for sign in ("", *["-"] * 1024)]
    assert "too large to add up" in refusal(text("a.csv", "\n".join(["account,date,amount", *rows])))
    fitting = load([text("a.csv", "\n".join(["account,date,amount", *rows[1:]]))])
    assert fitting.dataset.lines["amount"].sum() == -1024 * 9 * 10**15
