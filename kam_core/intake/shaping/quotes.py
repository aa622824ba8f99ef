"""Stray quotation marks: one that opens a cell and is never closed would swallow the rows below it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_

STRAY = N_(
    "{place}: a quotation mark there has no partner. It was read as an ordinary letter, so that the {count} "
    "{count:row it held stays|rows it held together stay} apart."
)
ENDLESS = N_("{place}: a quotation mark there has no partner, and the rest of the file is read as one cell.")


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
