"""Check the first bytes of a file, so that a file without line ends is not read whole."""

from __future__ import annotations

from typing import AnyStr

from kam_core.intake.size_limits import LONGEST_LINE, SizeLimits
from kam_core.vocabulary.message import UserError

HEAD_BYTES = 3 * LONGEST_LINE
"""Bytes that are checked before the rest of a file is read."""
SPACE = 2**12
"""Bytes among which the first letter is searched."""
BINARY_BEGINNINGS = (b"<", b"PK\x03\x04", b"PAR1", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF")
"""Beginnings of files that do not consist of lines."""


def check_file_size(name: str, size: int, limits: SizeLimits) -> None:
    """Refuse a file above the size limit."""
    if size > limits.content:
        raise UserError(
            "{file} is larger than {limit} MB. Split it by year, or use the command line.",
            file=name,
            limit=limits.content // 2**20,
        )


def check_line_ends(name: str, head: bytes) -> None:
    """Refuse a text without line ends in its first bytes."""
    bare = head[:SPACE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not bare.startswith(BINARY_BEGINNINGS) and (at := find_endless_line(head)) is not None:
        raise UserError(
            "{file}: no line break within {count} MB after byte {at}, so this is not a table. Export it again as "
            "CSV or xlsx.",
            file=name,
            count=LONGEST_LINE // 2**20,
            at=at,
        )


def find_endless_line(content: AnyStr, most: int = LONGEST_LINE) -> int | None:
    """The begin of the first stretch of more than `most` bytes, or letters, without a line end; None for none."""
    at = 0
    feed, back = ("\n", "\r") if isinstance(content, str) else (b"\n", b"\r")
    # Each step leaps to the last line end within reach, so that only a few places of a file are looked at.
    while len(content) - at > most:
        end = max(content.rfind(mark, at, at + most + 1) for mark in (feed, back))
        if end < 0:
            return at
        at = end + 1
    return None
