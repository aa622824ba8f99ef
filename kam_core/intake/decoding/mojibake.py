"""Repair text that was decoded with the wrong encoding and saved again (mojibake)."""

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
"""Only CR and LF end a line: a garbled letter may be another control character."""
WIDE = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The repaired text with an example of the change."""

    text: str
    before: str
    after: str


def repair_mojibake(text: str) -> RepairedText | None:
    """Repair garbled lines; None if nothing is garbled."""
    if SUSPECT.search(text):
        lines = LINE_END.split(text)
        return _example(lines, [_line(line) for line in lines])
    if text.isascii() or _from_chinese(text[:PROBE]) is None:
        return None
    whole = _from_chinese(text)
    return None if whole is None else _example(LINE_END.split(text), LINE_END.split(whole))


def _line(line: str) -> str:
    """Repair a line of UTF-8 that was decoded as Windows-1252; other lines stay."""
    if not SUSPECT.search(line):
        return line
    try:
        return line.translate(AS_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line


def _from_chinese(text: str) -> str | None:
    """Repair UTF-8 that was decoded as GB18030: 瀹㈡埛 was 客户."""
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


def _example(before: list[str], after: list[str]) -> RepairedText | None:
    for old, new in zip(before, after, strict=False):
        if old != new:
            old_match, new_match = WIDE.search(old), WIDE.search(new)
            shown = [match.group()[:SHOWN] if match else "" for match in (old_match, new_match)]
            return RepairedText("".join(after), shown[0], shown[1])
    return None
