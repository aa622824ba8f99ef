"""What the beginning of a file tells, so that a file that cannot be a table is not read to its end."""

from __future__ import annotations

from typing import AnyStr

from kam_core.intake.size_limits import LONGEST_LINE, SizeLimits
from kam_core.vocabulary.message import UserError

HEAD_BYTES = 3 * LONGEST_LINE
"""How much of a file is worth a look before the rest is read."""
SPACE = 2**12
"""Bytes in which the first letter is looked for."""
NO_LINES = (b"<", b"PK\x03\x04", b"PAR1", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How files begin that are not made of lines."""


def weighed(name: str, size: int, limits: SizeLimits) -> None:
    """Refuse a file that is larger than one may be."""
    if size > limits.content:
        raise UserError(
            "{file} is larger than {limit} MB. Split it by year, or use the command line.",
            file=name,
            limit=limits.content // 2**20,
        )


def glanced(name: str, head: bytes) -> None:
    """Refuse what the first bytes show to be no table: a text that goes on and on without a line end."""
    bare = head[:SPACE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not bare.startswith(NO_LINES) and (at := endless(head)) is not None:
        raise UserError(
            "{file}: {count} MB after byte {at} hold no line end, so it is no table of rows. "
            "Export it again as CSV or xlsx.",
            file=name,
            count=LONGEST_LINE // 2**20,
            at=at,
        )


def endless(content: AnyStr, most: int = LONGEST_LINE) -> int | None:
    """Where a stretch of more than `most` bytes, or letters, without a line end begins; None where there is none."""
    at = 0
    feed, back = ("\n", "\r") if isinstance(content, str) else (b"\n", b"\r")
    # Each step leaps to the last line end within reach, so that only a few places of a file are looked at.
    while len(content) - at > most:
        end = max(content.rfind(mark, at, at + most + 1) for mark in (feed, back))
        if end < 0:
            return at
        at = end + 1
    return None
