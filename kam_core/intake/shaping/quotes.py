"""Repair stray quotation marks: an unclosed one would swallow the rows below it.

One inside a quoted cell ends it too early, so that the next delimiter splits the cell.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.plurals import Plural

UNCLOSED_QUOTE = Plural(
    "{place}: a quotation mark has no closing mark. It was read as an ordinary character, so that {count} row "
    "stays separate.",
    "{place}: a quotation mark has no closing mark. It was read as an ordinary character, so that {count} rows "
    "stay separate.",
    "count",
)
ENDLESS = N_("{place}: a quotation mark has no closing mark, so the rest of the file was read as one cell.")

INSIDE = Plural(
    "{place}: quotation marks inside quoted cells in {count} line, first here, were read as part of the text.",
    "{place}: quotation marks inside quoted cells in {count} lines, first here, were read as part of the text.",
    "count",
)
SINGLE = N_("{place}: cells are enclosed in single quotation marks and were read accordingly.")
WRAPPED = 0.9
"""Share of cells with an opening single quotation mark that must also end with one."""


def find_broken_rows(
    name: str, rows: list[list[str]], spans: list[tuple[int, int]], physical: Sequence[str], delimiter: str
) -> tuple[frozenset[int], list[Finding]]:
    """Find lines with ambiguous cells, because a mark inside a quoted cell is not doubled.

    Where the delimiter alone gives the usual number of cells, it decides; the row is replaced in `rows`.
    """
    usual = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
    mark = re.escape(delimiter)
    well_quoted = re.compile(rf'(?:^|(?<={mark}))[ \t]*"(?:[^"]|"")*+"[ \t]*(?={mark}|$)')
    opening_mark = re.compile(rf'(?:^|{mark})[ \t]*"')
    broken: set[int] = set()
    findings: list[Finding] = []
    split_rows: list[int] = []
    for i, (first, last) in enumerate(spans):
        line = physical[first - 1].rstrip("\n")
        if last > first or '"' not in line or not opening_mark.search(well_quoted.sub("", line)):
            continue
        if line.count('"') % 2 == 1 and rows[i] == _parse_line(line, delimiter):
            # Already split and reported.
            continue
        cells = line.split(delimiter)
        if len(cells) == usual:
            rows[i] = [_unquoted(cell.strip()) for cell in cells]
            split_rows.append(first)
        else:
            broken.add(first)
    if split_rows:
        findings.append(finding("note", "inner_quote", Place(name, None, split_rows[0]), INSIDE, count=len(split_rows)))
    return frozenset(broken), findings


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') else cell


def is_single_quoted(text: str, delimiter: str) -> bool:
    """Whether nearly all cells with an opening single quotation mark are closed, and no double one occurs."""
    if "'" not in text or '"' in text:
        return False
    mark = re.escape(delimiter)
    begun = len(re.findall(rf"(?m)(?:^|{mark})[ \t]*'", text))
    closed = len(re.findall(rf"(?m)(?:^|{mark})[ \t]*'(?:[^'\r\n]|'')*+'(?=[ \t]*(?:{mark}|\r|$))", text))
    return closed > 0 and closed >= WRAPPED * begun


def repair_unclosed_quotes(
    name: str, rows: list[list[str]], spans: list[tuple[int, int]], physical: Sequence[str], delimiter: str
) -> tuple[list[list[str]], list[tuple[int, int]], list[Finding]]:
    """Split rows that a stray quotation mark has joined.

    `spans` holds the first and last line of each row, from 1; `physical` all lines of the text. A row over
    several lines is doubtful if it is not as wide as the others, or ends the file inside a cell; it is split
    if that gives rows as wide as the others.
    """
    usual = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
    repaired: list[list[str]] = []
    repaired_spans: list[tuple[int, int]] = []
    findings: list[Finding] = []
    for i, (row, (first, last)) in enumerate(zip(rows, spans, strict=True)):
        texts = physical[first - 1 : last] if last > first or i == len(rows) - 1 else ()
        endless = i == len(rows) - 1 and sum(text.count('"') for text in texts) % 2 == 1
        if last == first and (not endless or len(row) == usual):
            texts = ()
        if not texts or (len(row) == usual and not endless):
            repaired.append(row)
            repaired_spans.append((first, last))
            continue
        pieces = [_parse_line(text, delimiter) for text in texts]
        fitting = sum(1 for one in pieces if len(one) == usual)
        if fitting * 2 > len(pieces):
            repaired += pieces
            repaired_spans += [(line, line) for line in range(first, last + 1)]
            findings.append(finding("warn", "stray_quote", Place(name, None, first), UNCLOSED_QUOTE, count=len(pieces)))
            continue
        repaired.append(row)
        repaired_spans.append((first, last))
        if endless:
            findings.append(finding("warn", "stray_quote", Place(name, None, first), ENDLESS))
    return repaired, repaired_spans, findings


def _parse_line(text: str, delimiter: str) -> list[str]:
    """Parse one line; an odd number of quotation marks is taken literally, and those around cells are dropped."""
    line = text.rstrip("\n")
    if line.count('"') % 2 == 0:
        return next(csv.reader([line], delimiter=delimiter), [])
    return [cell.strip().strip('"') for cell in line.split(delimiter)]
