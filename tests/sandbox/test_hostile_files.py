"""Hostile files (zip bombs, endless cells): refused quickly, memory is released."""

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from kam_core.intake import Choices
from kam_core.sandbox import PendingFile, read_apart
from tests.intake.binary_formats import ods, ods_rows, parquet, xlsb, xlsb_row, xlsb_rows, zipped
from tests.intake.handwritten_files import workbook

SECONDS = 10
MEGABYTE = 2**20
BLOAT = 50 * MEGABYTE
HEADER: list[object] = ["account", "date", "amount"]
ROWS = [HEADER, ["A", "2024-03-05", 1]]
SHEET = "xl/worksheets/sheet1.xml"

needs_proc = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")


def memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def book_with(part: str, change: Callable[[bytes], bytes], more: int = 0, last: bytes = b"") -> bytes:
    """A small workbook with one part changed; `more` megabytes of one letter and `last` are put behind it."""
    plain = workbook("o.xlsx", {"Sheet1": ROWS}).content
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            with new.open(entry.filename, "w", force_zip64=False) as file:
                file.write(change(content) if entry.filename == part else content)
                if entry.filename == part:
                    for _ in range(more):
                        file.write(b"x" * MEGABYTE)
                    file.write(last)
    return buffer.getvalue()


def far_corner() -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return book_with(SHEET, lambda xml: xml.replace(b"</sheetData>", cell))


def cell_of_600_megabytes() -> bytes:
    end = b"</t></is></c></row></sheetData></worksheet>"
    begin = b'<row r="3"><c r="A3" t="inlineStr"><is><t>'
    return book_with(SHEET, lambda xml: xml.partition(b"</sheetData>")[0] + begin, 600, end)


def columns_200_000() -> bytes:
    names = ",".join(f"column {n}" for n in range(200_000))
    return f"{names}\n{names}\n".encode()


def cell_of_80_megabytes() -> bytes:
    return b'account,date,amount\nA,2024-03-05,"' + b"x" * (80 * MEGABYTE) + b'"\nB,2024-03-05,1\n'


def cell_of_80_megabytes_in_lines() -> bytes:
    return b'account,date,amount\nA,2024-03-05,"' + b"some words\n" * (80 * MEGABYTE // 11) + b'"\nB,2024-03-05,1\n'


def zip_in_zip() -> bytes:
    content = b"account,date,amount\n" + b"A,2024-03-05,1\n" * 1_000_000
    for _ in range(5):
        content = zipped({f"{n}.zip": content for n in range(4)})
    return content


def zip_that_unfolds_too_far() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(6):
            with archive.open(f"{number}.csv", "w") as file:
                for _ in range(190):
                    file.write(b"A,2024-03-05,1\n" * (MEGABYTE // 15))
    return buffer.getvalue()


def endless_quote() -> bytes:
    return b'account,date,amount\nA,2024-03-05,1\nB,"2024-03-05,1\n' + b"C,2024-03-06,2\n" * 1_000_000


LAUGHS = (
    b'<!DOCTYPE z [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (n + 1, b"&%c;" % n * 10) for n in range(97, 107))
    + b"]>"
)


def billion_laughs_in_a_workbook() -> bytes:
    text = b"<t>account</t>"
    return book_with(
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b"<sst", LAUGHS + b"<sst", 1).replace(text, b"<t>&k;</t>"),
    )


def billion_laughs_in_xml() -> bytes:
    return b'<?xml version="1.0"?>' + LAUGHS + b"<z>&k;</z>"


def billion_laughs_in_an_open_document() -> bytes:
    content = ods({"S": ods_rows(ROWS)})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"?>", b"?>" + LAUGHS, 1).replace(b"account", b"&k;")
    return zipped(parts)


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(5000)


def truncated() -> bytes:
    rows = [HEADER, *([f"A{n}", "2024-03-05", n] for n in range(20_000))]
    content = workbook("o.xlsx", {"Sheet1": rows}).content
    return content[: len(content) * 2 // 3]


def one_line() -> bytes:
    return b"account,date,amount;" * (190 * MEGABYTE // 20)


def repeats_of_an_open_document() -> bytes:
    cell = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>'
    )
    return ods({"S": ods_rows(ROWS) + cell})


def far_row_of_a_binary_workbook() -> bytes:
    return xlsb({"S": xlsb_rows(ROWS) + xlsb_row(1_048_575, {16_383: 1.0})})


def rows_of_parquet() -> bytes:
    return parquet(pl.DataFrame({"account": pl.repeat("A", 40_000_000, eager=True)}))


def spans_of_a_web_page() -> bytes:
    row = b"<tr>" + b"<td colspan=1000 rowspan=65000>x" * 400
    return b"<html><table>" + row * 400 + b"</table>"


def far_cell() -> bytes:
    cell = b'<row r="1000000"><c r="BF1000000"><v>1</v></c></row></sheetData>'
    return book_with(SHEET, lambda xml: xml.replace(b"</sheetData>", cell))


def far_cell_of_an_open_document() -> bytes:
    cell = (
        '<table:table-row table:number-rows-repeated="999999"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="57"/>'
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    )
    return ods({"S": ods_rows(ROWS) + cell})


def far_cell_of_a_binary_workbook() -> bytes:
    return xlsb({"S": xlsb_rows(ROWS) + xlsb_row(999_999, {57: 1.0})})


def comments_of_a_web_page() -> bytes:
    return b"<table>" + b"<!--" * 2_000_000 + b"<" * 2_000_000


BOMBS = {
    far_corner: "has a cell in column 16,384; a table can have at most 500 columns",
    cell_of_600_megabytes: "a cell has more than 32,000 characters",
    columns_200_000: "a table can have at most 500 columns",
    cell_of_80_megabytes: "no line break within",
    cell_of_80_megabytes_in_lines: "line 2: a quoted cell has no closing quotation mark",
    zip_in_zip: "is an archive inside an archive",
    zip_that_unfolds_too_far: "is larger than 1 GB when unpacked",
    endless_quote: "a quoted cell has no closing quotation mark",
    billion_laughs_in_a_workbook: "contains XML entities",
    billion_laughs_in_xml: "is an XML file but not a spreadsheet",
    billion_laughs_in_an_open_document: "contains XML entities",
    encrypted: "is protected by a password",
    truncated: "is damaged",
    one_line: "no line break within",
    repeats_of_an_open_document: "has a cell in column 16,384",
    far_row_of_a_binary_workbook: "has a cell in column 16,384",
    rows_of_parquet: "has more than 2,000,000 rows",
    far_cell: "spans 1,000,000 rows by 58 columns",
    far_cell_of_an_open_document: "spans 1,000,002 rows by 58 columns",
    far_cell_of_a_binary_workbook: "spans 1,000,000 rows by 58 columns",
    comments_of_a_web_page: "is a web page without a table",
    spans_of_a_web_page: "has a cell in column",
}


@needs_proc
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_answered_by_a_sentence_and_leaves_no_trace(bomb: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(bomb())
    before, began = memory(), time.monotonic()
    outcome = read_apart(tmp_path / "job", [PendingFile(path, "bomb.xlsx")], Choices())
    assert time.monotonic() - began < SECONDS
    assert memory() - before < BLOAT
    message = str(outcome.refusal)
    assert message.startswith("bomb.xlsx")
    assert BOMBS[bomb] in message
    assert [one.kind for one in outcome.understood] == ["unknown"]


@pytest.mark.parametrize("command", ["inspect", "import"])
def test_a_gigabyte_of_one_line_is_answered_by_the_command_line(command: str, tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.write(b"account,date,amount\n" + b"A,2024-03-05,1," * MEGABYTE)
        file.truncate(2**30)
    began = time.monotonic()
    more = ["--out", str(tmp_path / "out")] if command == "import" else []
    done = subprocess.run(
        [sys.executable, "-m", "kam_core", command, str(path), *more], capture_output=True, text=True, check=False
    )
    assert time.monotonic() - began < SECONDS
    assert done.returncode == {"inspect": 0, "import": 1}[command]
    assert "line.csv: no line break within 4 MB after byte 20" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
