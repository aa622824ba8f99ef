"""What kind of file is it? By its content: names lie."""

from __future__ import annotations

from kam_core.intake.archive import entries
from kam_core.vocabulary.message import Refusal

LARGEST_UPLOAD = 200 * 2**20
"""Bytes of one file."""
LARGEST_UNZIPPED = 2**30
"""Bytes to which a workbook may unfold."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def recognise(name: str, content: bytes) -> str:
    """ "csv", "xlsx" or "xls". Refuses what is empty, too large, encrypted, damaged or not a table."""
    if len(content) > LARGEST_UPLOAD:
        raise Refusal(
            "{file} is larger than {limit} MB. Split it by year, or use the command line.",
            file=name,
            limit=LARGEST_UPLOAD // 2**20,
        )
    bare = content
    for bom in BOMS:
        bare = bare.removeprefix(bom)
    if not bare.strip(b" \t\r\n\x00"):
        raise Refusal("{file} is empty. Export it again and check that it has rows.", file=name)
    if content.startswith(OLE):
        return _ole(name, content)
    if content.startswith(b"PK\x03\x04"):
        return _zip(name, content)
    if content.startswith(b"PAR1"):
        raise Refusal("{file} is a Parquet file, which cannot be read yet. Save it as CSV or xlsx.", file=name)
    if content.startswith(b"%PDF"):
        raise Refusal("{file} is a PDF. Export the table as CSV or xlsx instead.", file=name)
    if bare[:512].lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise Refusal(
            "{file} is a web page or XML, which cannot be read yet. Open it in Excel and save it as xlsx.", file=name
        )
    return "csv"


def _ole(name: str, content: bytes) -> str:
    # Stream names in the old container are UTF-16; a protected xlsx is an old container too.
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("{file} is protected by a password. Save it without one and upload it again.", file=name)
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "xls"
    raise Refusal("{file} is an Office file but not a workbook. Save the table as xlsx or CSV.", file=name)


def _zip(name: str, content: bytes) -> str:
    parts = entries(name, content)
    if sum(entry.file_size for entry in parts) > LARGEST_UNZIPPED:
        raise Refusal("{file} unfolds to more than 1 GB. Save the table alone as CSV.", file=name)
    names = {entry.filename for entry in parts}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refusal("{file} is an xlsb workbook, which cannot be read yet. Save it as xlsx.", file=name)
    if "content.xml" in names:
        raise Refusal("{file} is an OpenDocument file, which cannot be read yet. Save it as xlsx or CSV.", file=name)
    raise Refusal("{file} is an archive. Unpack it and upload the files in it.", file=name)
