"""Detect the type of a file by its content; file names are not trusted."""

from __future__ import annotations

import re

from kam_core.intake.findings import EmptyFileError
from kam_core.intake.opening.file_beginning import check_file_size, check_line_ends
from kam_core.intake.opening.file_formats import FORMATS, TEXT
from kam_core.intake.opening.zip_archive import archive_entries, decompress_part
from kam_core.intake.size_limits import BROWSER, SizeLimits
from kam_core.vocabulary.message import N_, UserError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
HEAD = 2**16
"""Bytes in which markup is distinguished from text."""
TAPE = 257
"""Offset of the signature of a tar archive."""
LARGEST_MARKUP = 200 * 2**20
"""Limit for web pages and XML in bytes: they are read tag by tag, also on the command line."""

PARTS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "office"),
    ("ppt/presentation.xml", "office"),
    ("Index/Document.iwa", "numbers"),
)
BEGINNINGS = (
    (OLE, "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "nothing"),
    (b"\x1f\x8b", "gz"),
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!\x1a", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\xfd7zXZ", "packed"),
    (b"BZh", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"MIME-Version:", "mhtml"),
)
REFUSED = {
    "pdf": N_("{file} is a PDF. Export the table as CSV or xlsx instead."),
    "picture": N_("{file} is a picture. Export the table as CSV or xlsx instead."),
    "packed": N_("{file} is an unsupported archive format. Unpack it and upload the files."),
    "nothing": N_("{file} is an empty archive."),
    "mhtml": N_("{file} is a web archive, which cannot be read. Open it in Excel and save it as xlsx."),
    "office": N_("{file} is an Office file but not a workbook. Save the table as xlsx or CSV."),
    "numbers": N_("{file} is a Numbers document, which cannot be read. Export it as xlsx or CSV."),
    "opendocument": N_("{file} is an OpenDocument file but not a spreadsheet. Save the table as xlsx or CSV."),
    "protected": N_("{file} is protected by a password. Save it without one and upload it again."),
    "xml": N_("{file} is an XML file but not a spreadsheet. Export the table as CSV or xlsx instead."),
}
"""Kinds without tables → message."""
SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
MARKUP = re.compile(rb"<(?:!doctype html|html|head|meta|body|table|tr|t[dh])[\s>]", re.IGNORECASE)


def detect_file_kind(name: str, content: bytes, limits: SizeLimits = BROWSER) -> str:
    """One of FORMATS, zip (of files) or gz (one file packed).

    Refuses what is empty, too large, protected, damaged or not a table.
    """
    check_file_size(name, len(content), limits)
    if not _bare(content[:HEAD]) and not _bare(content):
        raise EmptyFileError(name)
    kind = guess_file_kind(name, content, limits)
    if kind in REFUSED:
        raise UserError(REFUSED[kind], file=name)
    if kind in ("html", "spreadsheetml"):
        check_file_size(name, len(content), SizeLimits(content=LARGEST_MARKUP))
    if kind == TEXT:
        check_line_ends(name, content)
    return kind


def guess_file_kind(name: str, content: bytes, limits: SizeLimits = BROWSER) -> str:
    """A result of `detect_file_kind` or a kind in REFUSED. Refuses damaged archives and those beyond the limits."""
    kind = next((kind for beginning, kind in BEGINNINGS if content.startswith(beginning)), None)
    if kind == "ole":
        return _ole(content)
    if kind == "zip":
        return _zip(name, content, limits)
    if content[TAPE : TAPE + 5] == b"ustar":
        return "packed"
    return kind or _markup(content) or next((one.kind for one in FORMATS.values() if one.recognise(content)), TEXT)


def nested_archive_error(name: str) -> UserError:
    """The error for an archive within another."""
    return UserError("{file} is an archive inside an archive. Unpack it and upload the files.", file=name)


def _bare(content: bytes) -> bytes:
    for bom in BOMS:
        content = content.removeprefix(bom)
    return content.strip(b" \t\r\n\x00")


def _markup(content: bytes) -> str | None:
    # Markup in UTF-16 has a zero beside every letter.
    head = _bare(content[:HEAD].replace(b"\x00", b""))
    if not head.startswith(b"<"):
        return None
    if SPREADSHEET in head:
        return "spreadsheetml"
    if MARKUP.search(head):
        return "html"
    return "xml" if head[:5].lower() == b"<?xml" else None


def _ole(content: bytes) -> str:
    # Stream names in the old container are UTF-16; a protected xlsx is an old container too.
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "protected"
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "xls"
    return "office"


def _zip(name: str, content: bytes, limits: SizeLimits) -> str:
    parts = archive_entries(name, content)
    if sum(entry.file_size for entry in parts) > limits.unfolded:
        raise UserError(
            "{file} is larger than {limit} GB when unpacked. Save only the table as CSV.",
            file=name,
            limit=limits.unfolded / 2**30,
        )
    if any(entry.flag_bits & 1 for entry in parts):
        return "protected"
    names = {entry.filename for entry in parts}
    for part, kind in PARTS:
        if part in names:
            return kind
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        mimetype = next((entry for entry in parts if entry.filename == "mimetype"), None)
        declared_type = b"spreadsheet" if mimetype is None else b"".join(decompress_part(name, content, mimetype))
        return "ods" if b"spreadsheet" in declared_type else "opendocument"
    return "zip" if names else "nothing"
