"""Number formats that pad numbers with zeros: an id stored as 123 may be shown as 00123."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Mapping

from kam_core.intake.opening.zip_archive import decompress_part

STYLES = "xl/styles.xml"
LARGEST = 16 * 2**20
"""Limit of the styles part in bytes."""
FORMAT = re.compile(r"<(?:\w+:)?numFmt\s[^<>]*>")
CODE, NUMBER = re.compile(r'\bformatCode="([^"]*)"'), re.compile(r'\bnumFmtId="([0-9]{1,9})"')
CELL_FORMATS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
ONE = re.compile(r"<(?:\w+:)?xf\s[^<>]*>")
ZEROS = re.compile(r'^(?:\[\$-[0-9A-Fa-f]+\])?((?:"[A-Za-z][\w \-./]*"|\\?[A-Z-]){0,6})(0{2,20})(?:;.*|_\)?)?$')
"""Optional letters in quotes or behind a backslash, then only zeros."""

NumberDisplay = tuple[str, int]
"""Prefix and minimum number of digits of a displayed number."""


def zero_formats(name: str, content: bytes, directory: Mapping[str, zipfile.ZipInfo]) -> dict[int, NumberDisplay]:
    """Style number → display of whole numbers, for styles that pad with zeros."""
    entry = directory.get(STYLES)
    if entry is None or entry.file_size > LARGEST:
        return {}
    text = b"".join(decompress_part(name, content, entry)).decode("utf-8", "replace")
    codes: dict[str, NumberDisplay] = {}
    for tag in FORMAT.findall(text):
        code, number = CODE.search(tag), NUMBER.search(tag)
        match = ZEROS.match(html.unescape(code[1])) if code else None
        if match and number:
            codes[number[1]] = (re.sub(r'["\\]', "", match[1]), len(match[2]))
    if not codes:
        return {}
    cells = CELL_FORMATS.search(text)
    styles = [NUMBER.search(tag) for tag in ONE.findall(cells[0] if cells else "")]
    return {at: codes[one[1]] for at, one in enumerate(styles) if one and one[1] in codes}
