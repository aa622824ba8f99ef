"""Files of every format that were damaged on their way: a table, a question or a sentence, never another error."""

import contextlib
import io
import zipfile

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.intake import Choices, Upload, read_raw_sheet, summarise_files
from kam_core.vocabulary.message import UserError
from tests.intake.binary_formats import gzipped, ods, ods_rows, parquet, xls, xlsb, xlsb_rows, zipped
from tests.intake.opening.test_formats import SHEETS, TEXTS, XML, XML_ROWS

CSV = b"account,date,amount\nA,2024-03-05,1\nB,2024-03-06,2\n"


def stored(content: bytes) -> bytes:
    """The archive with its parts as they are, so that damage reaches what is in them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return buffer.getvalue()


CONTENTS = {
    "ods": stored(ods({"S": ods_rows(TEXTS)})),
    "xlsb": stored(xlsb({"S": xlsb_rows(TEXTS)})),
    "xls": xls(TEXTS, size=5000),
    "small xls": xls(TEXTS),
    "parquet": parquet(pl.DataFrame(TEXTS[1:], schema=TEXTS[0], orient="row", strict=False)),
    "html": SHEETS.format(charset="utf-8").encode(),
    "xml": XML.format(charset="utf-8", rows=XML_ROWS, more="").encode(),
    "zip": stored(zipped({"a.csv": CSV, "b.xls": xls(TEXTS)})),
    "gz": gzipped(CSV),
}
PIECES = [
    b"<",
    b'"',
    b"\x00" * 4,
    b"\xff" * 4,
    b"<table",
    b"</Row>",
    b"PK\x03\x04",
    b"\x7f\xff\xff\xff",
    b"&#x0;",
    b"]]>",
]


def damaged(data: st.DataObject) -> bytes:
    content = bytearray(CONTENTS[data.draw(st.sampled_from(sorted(CONTENTS)))])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        what = data.draw(st.sampled_from(["cut", "put", "flip", "end"]))
        if what == "cut":
            del content[at : at + data.draw(st.integers(1, 200))]
        elif what == "put":
            content[at:at] = data.draw(st.sampled_from(PIECES))
        elif what == "flip" and at < len(content):
            content[at] = data.draw(st.integers(0, 255))
        elif what == "end":
            del content[at:]
    return bytes(content)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_damaged_file_of_any_format_gives_a_table_a_question_or_a_refusal_that_names_it(data: st.DataObject) -> None:
    upload = Upload("f.dat", damaged(data))
    sentence = "f.dat"
    try:
        raw = read_raw_sheet(upload, Choices(header="first"))
    except UserError as refusal:
        sentence = str(refusal)
    else:
        assert raw.sheet.read == raw.frame.height + raw.sheet.left_out + len(raw.row_errors)
    assert "f.dat" in sentence
    with contextlib.suppress(UserError):
        assert summarise_files([upload])
