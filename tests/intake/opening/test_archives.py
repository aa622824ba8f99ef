"""Archives, compressed files, and other kinds of files that are refused by name."""

import gzip
import io
import zipfile

import pytest

from kam_core.intake import Upload
from tests.intake.binary_formats import gzipped, record, xlsb, xlsb_rows, zipped
from tests.intake.handwritten_files import lines, refusal, sentences, workbook
from tests.intake.orders_in_formats import CSV, READ, TEXTS, read


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
        "all.zip/copy of a.csv has the same content as all.zip/a.csv and is used once."
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
        (zipped({"in.zip": zipped({"a.csv": CSV})}), "o.zip/in.zip is an archive inside an archive"),
        (zipped({"a.csv.gz": gzipped(CSV.encode())}), "o.zip/a.csv.gz is an archive inside an archive"),
        (gzipped(gzipped(CSV.encode())), "o.zip is an archive inside an archive"),
        (zipped({"../a.csv": CSV}), "o.zip contains a file named ../a.csv that points outside the archive"),
        (zipped({"/etc/a.csv": CSV}), "o.zip contains a file named /etc/a.csv that points out"),
        (zipped({"C:\\a.csv": CSV}), "o.zip contains a file named C:"),
        (zipped({"a\\..\\..\\b.csv": CSV}), "o.zip contains a file named"),
        (encrypted(), "o.zip is protected by a password"),
        (zipped({}), "o.zip is an empty archive"),
        (zipped({"letter.pdf": b"%PDF-1.7"}), "o.zip is an archive without any tables"),
        (zipped({f"{n}.csv": CSV for n in range(501)}), "o.zip contains more than 500 files"),
        (zipped({"a.csv": CSV, "b.xlsx": b"PK\x03\x04 cut"}), "o.zip/b.xlsx is damaged"),
        (zipped({"a.csv": CSV})[:-30], "o.zip is damaged"),
        (gzipped(CSV.encode())[:-12], "o.zip is damaged"),
        (gzipped(CSV.encode())[:15] + b"\xff\xff" + gzipped(CSV.encode())[17:], "o.zip is damaged"),
        (b"Rar!\x1a\x07\x00" + bytes(99), "o.zip is an unsupported archive format"),
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
def test_other_kinds_of_files_are_refused_by_name(content: bytes, sentence: str) -> None:
    assert refusal(Upload("o.zip", content)).startswith(sentence)


def test_a_gzip_file_of_several_streams_is_read_to_its_end() -> None:
    header, first, second = CSV.splitlines(keepends=True)
    content = gzip.compress((header + first).encode()) + gzip.compress(second.encode()) + bytes(8)
    assert lines(read(content)) == READ


def test_a_truncated_archive_entry_is_reported() -> None:
    content = zipped({"a.csv": CSV})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("a.csv").file_size
    longer = content.replace(size.to_bytes(4, "little"), (size + 5).to_bytes(4, "little"))
    assert refusal(Upload("o.zip", longer)).startswith("o.zip/a.csv is damaged")


def test_records_that_no_binary_workbook_has_are_no_reason_to_stop() -> None:
    odd = record(0x3FFF, b"x" * 300) + xlsb_rows(TEXTS)
    assert lines(read(xlsb({"S": odd}))) == READ
