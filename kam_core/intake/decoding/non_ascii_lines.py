"""Select the lines with non-ASCII bytes, which reveal the encoding of a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CHUNK = 2**22
FIRST_LINES = 2**14
"""Bytes at the beginning that are always selected, for the headers."""
MOST_OFFSETS = 2**12
"""Non-ASCII bytes examined per chunk; more of them are sampled evenly."""
LONGEST = 2**12
"""Bytes of a line taken on each side of a non-ASCII byte."""


@dataclass(frozen=True, slots=True)
class NonAsciiLines:
    """content: the first and the non-ASCII lines; complete: all of them; non_ascii: number of non-ASCII bytes."""

    content: bytes
    complete: bool
    non_ascii: int


def select_non_ascii_lines(content: bytes, most: int) -> NonAsciiLines:
    """Select non-ASCII lines from the whole file, about `most` bytes."""
    if len(content) <= most:
        return NonAsciiLines(content, True, _non_ascii_offsets(content).size)
    spans: list[tuple[int, int]] = []
    count, complete = 0, True
    begin = content.rfind(b"\n", 0, FIRST_LINES) + 1 or FIRST_LINES
    reached = begin
    for at in range(0, len(content), CHUNK):
        offsets = _non_ascii_offsets(content[at : at + CHUNK])
        count += offsets.size
        step = offsets.size // MOST_OFFSETS + 1
        complete = complete and step == 1
        for offset in (offsets[::step] + at).tolist():
            if offset < reached:
                continue
            first, last = _line(content, offset)
            spans.append((max(first, reached), last))
            reached = last
    total = sum(last - first for first, last in spans)
    step = total // most + 1
    lines = [content[first:last] for first, last in spans[::step]]
    return NonAsciiLines(b"".join([content[:begin], *lines]), complete and step == 1, count)


def _non_ascii_offsets(content: bytes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Offsets of the non-ASCII bytes."""
    return np.flatnonzero(np.frombuffer(content, dtype=np.uint8) > 0x7F)


def _line(content: bytes, offset: int) -> tuple[int, int]:
    """Begin and end of the line around an offset."""
    low, high = max(0, offset - LONGEST), offset + LONGEST
    first = max(content.rfind(b"\n", low, offset), content.rfind(b"\r", low, offset)) + 1 or low
    ends = [end for end in (content.find(b"\n", offset, high), content.find(b"\r", offset, high)) if end >= 0]
    return first, min(ends) + 1 if ends else min(high, len(content))
