"""Find the header of a table: one row, two rows, or none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kam_core.intake.headers import count_known_headers, header_key
from kam_core.intake.shaping.cell_text import clean_cell
from kam_core.vocabulary.lexicon.ambiguous_headers import AMBIGUOUS_HEADERS

HEADER_WITHIN = 20
"""Rows in which a header is looked for."""
DATA_CELL = re.compile(r"^[\s￥¥$€£(+-]*\d[\d.,/: %-]*\)?$|^\d{4}[-/年년.]\d{1,2}")
YEAR = re.compile(r"^(?:19|20)\d\d$")
MOST_ROWS = 3
"""Maximum number of header rows."""
FEWEST_HITS, WIDE = 2, 0.8
"""Known headers, and the share of the widest row's cells, that make an early row the header."""
PERIOD = re.compile(
    r"^(?:19|20)\d\d\s*[-/.年]\s*(?:1[0-2]|0?[1-9])(?:[-/.]0?1)?\s*月?$|^(?:1[0-2]|0?[1-9])[-/.](?:19|20)\d\d$"
)
"""A month as the header of its column."""
FIRST, NONE = "first", "none"


@dataclass(frozen=True, slots=True)
class Header:
    """at: the last header row (−1: no header); rows: number of rows that make up the names."""

    at: int
    names: list[str]
    rows: int = 1


def is_data(cells: list[str]) -> bool:
    """Whether any cell is a number or a date, so that the row is no header."""
    return any(DATA_CELL.match(cell) for cell in cells if cell)


def lacks_header(head: list[list[str]]) -> bool:
    """Whether the table seems to have no header: the candidate row is data."""
    names = _names(head[_best(head)])
    return _hits(names) == 0 and is_data(_without_periods(names))


def find_header(head: list[list[str]], answer: str | int | None) -> Header:
    """The header among the first rows; `answer` is "first", "none" or the row itself where a person has said so."""
    if isinstance(answer, int):
        return Header(answer, _names(head[answer]))
    if answer == NONE:
        first = next(i for i, row in enumerate(head) if any(row))
        return Header(first - 1, [f"column {i + 1}" for i in range(len(head[first]))])
    if answer == FIRST:
        return Header(0, _names(head[0]))
    at = top = _best(head)
    names, below = _names(head[at]), [_names(row) for row in head[at + 1 : at + 3]]
    if below and _is_lower_row(names, below[0], below[1] if len(below) > 1 else []):
        at += 1
        names = _combine_rows(names, below[0])
    while top > 0 and at - top + 1 < MOST_ROWS and _is_upper_row(upper := _names(head[top - 1]), names):
        top -= 1
        names = _combine_rows(upper, names)
    return Header(at, names, at - top + 1)


def _best(head: list[list[str]]) -> int:
    """The row with most known headers, or an earlier one as wide as the table; without any, the widest row."""
    first = head[:HEADER_WITHIN]
    hits = [_hits(_names(row)) for row in first]
    filled = [sum(1 for cell in row if cell.strip()) for row in first]
    best, widest = max(hits), max(filled)
    if best > 0 and not _are_data(first, hits):
        # Rows of data may repeat our words: a wide row of words above them with several headers is the header.
        wide = (
            i
            for i, row in enumerate(first)
            if hits[i] >= FEWEST_HITS and filled[i] >= WIDE * widest and not is_data(_without_periods(_names(row)))
        )
        # A title such as Sales 2024 is one of our words, too.
        likely = max((i for i, count in enumerate(hits) if count == best), key=lambda i: (filled[i] > 1, -i))
        return next(wide, likely)
    return filled.index(widest)


def _are_data(rows: list[list[str]], hits: list[int]) -> bool:
    """Whether known headers occur in row after row below another first row: a list of columns, not a header."""
    known = {tuple(row) for row, count in zip(rows, hits, strict=True) if count > 1}
    return len(known) > 2 and tuple(rows[0]) not in known and all(cell.strip() for cell in rows[0])


def _hits(names: list[str]) -> int:
    """Count known headers in a row, unless numbers and dates show that it is data."""
    apart = _without_periods(names)
    data = sum(1 for name in apart if name and DATA_CELL.match(name) and not YEAR.match(name))
    return count_known_headers(names) if count_known_headers(names) > data else 0


def _without_periods(names: list[str]) -> list[str]:
    """The names without headers of month columns, if there are several different ones and no other number."""
    periods = {name for name in names if PERIOD.match(name)}
    others = [name for name in names if name not in periods]
    return names if len(periods) < FEWEST_HITS or is_data([one for one in others if not YEAR.match(one)]) else others


def _names(row: list[str]) -> list[str]:
    return [" ".join(clean_cell(cell).split()) for cell in row]


def _is_lower_row(upper: list[str], lower: list[str], third: list[str]) -> bool:
    """Whether the row below the header belongs to it: it names the parts of cells that span several columns."""
    gaps = [i for i, name in enumerate(upper) if not name and i < len(lower) and lower[i]]
    if not gaps or not any(upper[: gaps[0]]) or any(DATA_CELL.match(c) and not YEAR.match(c) for c in lower if c):
        return False
    spanned = {i for gap in gaps for i in (gap - 1, gap)}
    only_parts = all(i in spanned for i, name in enumerate(lower) if name)
    return only_parts or (all(lower) and is_data(third))


def _is_upper_row(upper: list[str], lower: list[str]) -> bool:
    """Whether the row above the header belongs to it: the header repeats its names, or has none in places."""
    known = [name for name in upper if name]
    if _spans(upper, lower) and _known(_combine_rows(upper, lower)) > _known(lower):
        return not is_data([name for name in known if not YEAR.match(name)])
    unclear = any(times > 1 for name, times in Counter(lower).items() if name) or any(
        above and not below for above, below in zip(upper, lower, strict=False)
    )
    return len(known) > 1 and unclear and not is_data([name for name in known if not YEAR.match(name)])


def _spans(upper: list[str], lower: list[str]) -> bool:
    """Whether the upper row names groups of the lower one's columns: Customer over Code and Name."""
    under = [high for high, low in zip(upper, lower, strict=False) if low]
    return len([high for high in under if high]) > 1 and "" in under and bool(under[0])


def _known(names: list[str]) -> int:
    return sum(count_known_headers([name]) for name in names)


def _join_names(above: str, low: str) -> str:
    """Customer over Code is Customer Code: the lower name alone, unless only both together are a known header."""
    both = f"{above} {low}".strip()
    if (
        above
        and not YEAR.match(low)
        and count_known_headers([both])
        and (not count_known_headers([low]) or header_key(low) in AMBIGUOUS_HEADERS)
    ):
        return both
    return low


def _combine_rows(upper: list[str], lower: list[str]) -> list[str]:
    """Combine two header rows: the lower name if unique, preceded by the upper one if not, else the upper one."""
    wide = max(len(upper), len(lower))
    upper, lower = upper + [""] * (wide - len(upper)), lower + [""] * (wide - len(lower))
    times = Counter(lower)
    names, above = [], ""
    for high, low in zip(upper, lower, strict=True):
        # A merged cell leaves its name in its first column only.
        above = high or (above if low else "")
        names.append(_join_names(above, low) if low and times[low] == 1 else f"{above} {low}".strip())
    return names
