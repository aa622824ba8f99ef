"""Resolve sheet names to the parts of a workbook's archive."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Mapping

from kam_core.intake.opening.zip_archive import decompress_part

SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
NAME = re.compile(rb'\bname="([^"]*)"')
SHEET_ID = re.compile(rb'\b\w+:id="([^"]*)"')
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
ID = re.compile(rb'\bId="([^"]*)"')
TARGET = re.compile(rb'\bTarget="([^"]*)"')
FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\s[^<>]*\bdate1904\s*=\s*["'](?:1|true)["']""")
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def relation_targets(relations: bytes) -> dict[str, str]:
    """Relation id → target part."""
    targets = {}
    for match in RELATION.findall(relations):
        one, target = ID.search(match), TARGET.search(match)
        if one and target:
            targets[_text(one.group(1))] = "xl/" + _text(target.group(1)).removeprefix("/xl/")
    return targets


def sheet_parts(name: str, content: bytes, directory: Mapping[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Sheet name → part with its cells, for a workbook in XML."""
    relations, book = (
        b"".join(decompress_part(name, content, directory[part])) if part in directory else b""
        for part in (RELATIONS, BOOK)
    )
    targets = relation_targets(relations)
    parts = {}
    for match in SHEET.findall(book):
        title, one = NAME.search(match), SHEET_ID.search(match)
        if title and one and _text(one.group(1)) in targets:
            parts[_text(title.group(1))] = targets[_text(one.group(1))]
    return parts


def counts_from_1904(name: str, content: bytes, directory: Mapping[str, zipfile.ZipInfo]) -> bool:
    """Whether a workbook in XML counts its days from 1904."""
    book = b"".join(decompress_part(name, content, directory[BOOK])) if BOOK in directory else b""
    return FROM_1904.search(book) is not None


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", errors="replace"))
