"""Parse text in fixed-width columns, as printers and old systems write it."""

from __future__ import annotations

import re
from collections import Counter

from kam_core.intake.headers import count_known_headers
from kam_core.intake.shaping.header import is_data

APART = re.compile(r"\S(?: {2,}|\t+ *)\S")
GAP = re.compile(r" {2,}|\t+")
RULE = re.compile(r"^[\s\-=_+|.*]+$")
"""A rule under the header or above the totals."""
LOOKED_AT = 2_000
MOSTLY = 0.8
"""Share of lines that must agree on the columns."""

AlignedRows = tuple[list[list[str]], list[int]]
"""The cells of each row, and its line number from 1."""


def parse_aligned_columns(text: str) -> AlignedRows | None:
    """Parse columns separated by two or more blanks; None if the lines do not agree on them."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(number, line) for number, line in lines if not RULE.match(line)]
    columned = [line for _, line in lines[:LOOKED_AT] if APART.search(line)]
    if len(columned) < max(2, MOSTLY * len(lines[:LOOKED_AT]) - 3):
        return None
    widths = Counter(len(GAP.split(line.strip())) for line in columned)
    width, times = widths.most_common(1)[0]
    if times == len(columned) and width > 1:
        rows = [GAP.split(line.strip()) for _, line in lines]
    elif (cuts := _column_spans(columned)) is not None:
        rows = [[line[one:other].strip() for one, other in cuts] for _, line in lines]
    else:
        return None
    cells = [row for row in rows if len(row) > 1]
    known = max(count_known_headers(row) for row in cells) >= 2
    return (rows, [number for number, _ in lines]) if known or sum(map(is_data, cells)) >= MOSTLY * len(cells) else None


def _column_spans(lines: list[str]) -> list[tuple[int, int | None]] | None:
    """Begin and end of each column: gaps of two or more blanks in every line."""
    width = max(map(len, lines))
    blank = [True] * width
    for line in lines:
        for at, letter in enumerate(line):
            if letter != " ":
                blank[at] = False
    starts = [0]
    for at in range(2, width):
        if not blank[at] and blank[at - 1] and blank[at - 2]:
            starts.append(at)
    if len(starts) < 2:
        return None
    return list(zip(starts, [*starts[1:], None], strict=True))
