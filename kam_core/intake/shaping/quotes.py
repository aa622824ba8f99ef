"""Stray quotation marks: one that opens a cell and is never closed would swallow the rows below it.

And one inside a quoted cell ends it too early, so that the delimiter behind it parts what belongs together.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_

STRAY = N_(
    "{place}: a quotation mark there has no partner. It was read as an ordinary letter, so that the {count} "
    "{count:row it held stays|rows it held together stay} apart."
)
ENDLESS = N_("{place}: a quotation mark there has no partner, and the rest of the file is read as one cell.")

INSIDE = N_(
    "{place}: quotation marks stand inside quoted cells in {count} {count:line|lines}, here first; "
    "{count:it was|they were} read as part of the text."
)
SINGLE = N_("{place}: cells are quoted by single quotation marks, and were read so.")
WRAPPED = 0.9
"""Share of the cells that begin with a single quotation mark and must end with one, too."""


def torn(
    name: str, rows: list[list[str]], spans: list[tuple[int, int]], physical: Sequence[str], delimiter: str
) -> tuple[frozenset[int], list[Finding]]:
    """The lines whose cells cannot be told apart, because a mark inside a quoted cell is not written twice.

    Where the delimiter alone gives the usual number of cells, the row is read by it; it is replaced in `rows`.
    """
    usual = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
    mark = re.escape(delimiter)
    whole = re.compile(rf'(?:^|(?<={mark}))[ \t]*"(?:[^"]|"")*+"[ \t]*(?={mark}|$)')
    open_upload = re.compile(rf'(?:^|{mark})[ \t]*"')
    lost: set[int] = set()
    findings: list[Finding] = []
    read: list[int] = []
    for i, (first, last) in enumerate(spans):
        line = physical[first - 1].rstrip("\n")
        if last > first or '"' not in line or not open_upload.search(whole.sub("", line)):
            continue
        if line.count('"') % 2 == 1 and rows[i] == _alone(line, delimiter):
            # Pulled apart before, and warned of.
            continue
        apart = line.split(delimiter)
        if len(apart) == usual:
            rows[i] = [_unquoted(cell.strip()) for cell in apart]
            read.append(first)
        else:
            lost.add(first)
    if read:
        findings.append(finding("note", "inner_quote", Place(name, None, read[0]), INSIDE, count=len(read)))
    return frozenset(lost), findings


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') else cell


def singly_quoted(text: str, delimiter: str) -> bool:
    """Whether nearly every cell that begins with a single quotation mark ends with one, and no other mark is there."""
    if "'" not in text or '"' in text:
        return False
    mark = re.escape(delimiter)
    begun = len(re.findall(rf"(?m)(?:^|{mark})[ \t]*'", text))
    closed = len(re.findall(rf"(?m)(?:^|{mark})[ \t]*'(?:[^'\r\n]|'')*+'(?=[ \t]*(?:{mark}|\r|$))", text))
    return closed > 0 and closed >= WRAPPED * begun


def mended(
    name: str, rows: list[list[str]], spans: list[tuple[int, int]], physical: Sequence[str], delimiter: str
) -> tuple[list[list[str]], list[tuple[int, int]], list[Finding]]:
    """The rows with those pulled apart that a stray mark had run together.

    `spans` holds the first and last line of each row, from 1; `physical` all lines of the text. A row over
    several lines is doubtful if it is not as wide as the others, or ends the file inside a cell; it is pulled
    apart where that gives rows as wide as the others.
    """
    usual = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
    kept: list[list[str]] = []
    at: list[tuple[int, int]] = []
    findings: list[Finding] = []
    for i, (row, (first, last)) in enumerate(zip(rows, spans, strict=True)):
        texts = physical[first - 1 : last] if last > first or i == len(rows) - 1 else ()
        endless = i == len(rows) - 1 and sum(text.count('"') for text in texts) % 2 == 1
        if last == first and (not endless or len(row) == usual):
            texts = ()
        if not texts or (len(row) == usual and not endless):
            kept.append(row)
            at.append((first, last))
            continue
        apart = [_alone(text, delimiter) for text in texts]
        wide = sum(1 for one in apart if len(one) == usual)
        if wide * 2 > len(apart):
            kept += apart
            at += [(line, line) for line in range(first, last + 1)]
            findings.append(finding("warn", "stray_quote", Place(name, None, first), STRAY, count=len(apart)))
            continue
        kept.append(row)
        at.append((first, last))
        if endless:
            findings.append(finding("warn", "stray_quote", Place(name, None, first), ENDLESS))
    return kept, at, findings


def _alone(text: str, delimiter: str) -> list[str]:
    """One line as a row; with an odd number of marks they are letters, and those around cells are dropped."""
    line = text.rstrip("\n")
    if line.count('"') % 2 == 0:
        return next(csv.reader([line], delimiter=delimiter), [])
    return [cell.strip().strip('"') for cell in line.split(delimiter)]
