"""Select the lines with non-ASCII bytes: only they tell the encoding of a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CHUNK = 2**22
FIRST_LINES = 2**14
"""Bytes at the beginning that are kept as they are: the headers tell, too."""
MOST_MARKS = 2**12
"""Bytes beyond ASCII that are looked up in one chunk; more of them are looked up at even distances."""
LONGEST = 2**12
"""Bytes of a line on each side of such a byte."""


@dataclass(frozen=True, slots=True)
class WideLines:
    """content: the first lines and those with bytes beyond ASCII; complete: these are all of them. wide: such bytes."""

    content: bytes
    complete: bool
    wide: int


def wide_lines(content: bytes, most: int) -> WideLines:
    """The lines that tell the encoding, from everywhere in the file, and about `most` bytes of them."""
    if len(content) <= most:
        return WideLines(content, True, _wide(content).size)
    spans: list[tuple[int, int]] = []
    count, complete = 0, True
    begin = content.rfind(b"\n", 0, FIRST_LINES) + 1 or FIRST_LINES
    reached = begin
    for at in range(0, len(content), CHUNK):
        marks = _wide(content[at : at + CHUNK])
        count += marks.size
        step = marks.size // MOST_MARKS + 1
        complete = complete and step == 1
        for mark in (marks[::step] + at).tolist():
            if mark < reached:
                continue
            first, last = _line(content, mark)
            spans.append((max(first, reached), last))
            reached = last
    total = sum(last - first for first, last in spans)
    step = total // most + 1
    lines = [content[first:last] for first, last in spans[::step]]
    return WideLines(b"".join([content[:begin], *lines]), complete and step == 1, count)


def _wide(content: bytes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Where the bytes beyond ASCII are."""
    return np.flatnonzero(np.frombuffer(content, dtype=np.uint8) > 0x7F)


def _line(content: bytes, mark: int) -> tuple[int, int]:
    """First and last place of the line around a byte."""
    low, high = max(0, mark - LONGEST), mark + LONGEST
    first = max(content.rfind(b"\n", low, mark), content.rfind(b"\r", low, mark)) + 1 or low
    ends = [end for end in (content.find(b"\n", mark, high), content.find(b"\r", mark, high)) if end >= 0]
    return first, min(ends) + 1 if ends else min(high, len(content))
