"""Text that was read in a wrong encoding and saved again: å®¢æˆ· was 客户."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHOWN = 12
PROBE = 4096

# Bytes 0x80-0x9f are letters in Windows-1252 and control characters in Latin-1; both are the same byte.
AS_BYTES = {ord(bytes([n]).decode("cp1252")): n for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
TAIL = "".join(map(chr, [*range(0x80, 0xC0), *AS_BYTES]))
SUSPECT = re.compile(f"[\u00c2-\u00f4][{re.escape(TAIL)}]")
LINE_END = re.compile(r"(?<=[\r\n])")
"""Only these end a line: a garbled letter may be a control character that other rules take for an end."""
WIDE = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text as it was meant, and an example of what was changed."""

    text: str
    before: str
    after: str


def repaired(text: str) -> Repaired | None:
    """The text with its garbled lines as they were meant, or None if nothing in it is garbled."""
    if SUSPECT.search(text):
        lines = LINE_END.split(text)
        return _example(lines, [_line(line) for line in lines])
    if text.isascii() or _from_chinese(text[:PROBE]) is None:
        return None
    whole = _from_chinese(text)
    return None if whole is None else _example(LINE_END.split(text), LINE_END.split(whole))


def _line(line: str) -> str:
    """UTF-8 that was read as Western text; a line that is not such a thing stays."""
    if not SUSPECT.search(line):
        return line
    try:
        return line.translate(AS_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line


def _from_chinese(text: str) -> str | None:
    """UTF-8 that was read as GB18030: 瀹㈡埛 was 客户."""
    try:
        raw = text.encode("gb18030")
    except UnicodeEncodeError:
        return None
    # The probe may end inside a letter.
    for end in (None, -1, -2) if len(text) == PROBE else (None,):
        try:
            return raw[:end].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return None


def _example(before: list[str], after: list[str]) -> Repaired | None:
    for old, new in zip(before, after, strict=False):
        if old != new:
            was, now = WIDE.search(old), WIDE.search(new)
            shown = [found.group()[:SHOWN] if found else "" for found in (was, now)]
            return Repaired("".join(after), shown[0], shown[1])
    return None
