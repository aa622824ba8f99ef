"""What a person corrected in a file without touching the file: cells rewritten, rows dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.matching.columns import column_named
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.rejected_rows import own_names
from kam_core.vocabulary.message import N_

DROPPED = N_("{place}: {count} {count:row was|rows were} dropped by hand, the first in line {line}.")
FIXED = N_("{place}: {count} {count:cell was|cells were} corrected by hand, the first in line {line}.")


@dataclass(frozen=True, slots=True)
class Fix:
    """The cell of a file, or of a sheet in it, as it should read; `column` is its header."""

    file: str
    sheet: str | None
    line: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A row that shall not be read."""

    file: str
    sheet: str | None
    line: int


def corrected(sheet: Sheet, fixes: Sequence[Fix], drops: Sequence[Drop]) -> Sheet:
    """The sheet with the corrections that are meant for it; what was done is a note."""
    where = (sheet.file, sheet.sheet)
    mine = [fix for fix in fixes if (fix.file, fix.sheet) == where]
    gone = {drop.line for drop in drops if (drop.file, drop.sheet) == where}
    if not mine and not gone:
        return sheet
    body, findings = sheet.body, list(sheet.findings)
    names = own_names(sheet.headers)
    fixed: list[int] = []
    for at in sorted({column_named(names, fix.column) for fix in mine} - {None}, key=lambda at: at or 0):
        values = {fix.line: fix.value.strip() or None for fix in mine if column_named(names, fix.column) == at}
        lines, cells = body["line"].to_list(), body[str(at)].to_list()
        cells = [values.get(line, cell) for line, cell in zip(lines, cells, strict=True)]
        body = body.with_columns(pl.Series(str(at), cells, pl.String()))
        fixed.extend(line for line in values if line in set(lines))
    kept = body.filter(~pl.col("line").is_in(list(gone)))
    overlong = tuple((line, cells) for line, cells in sheet.overlong if line not in gone)
    dropped = body.height - kept.height + len(sheet.overlong) - len(overlong)
    if fixed:
        findings.append(finding("note", "fixed", sheet.place, FIXED, count=len(fixed), line=str(min(fixed))))
    if dropped:
        findings.append(finding("note", "dropped", sheet.place, DROPPED, count=dropped, line=str(min(gone))))
    return replace(sheet, body=kept, overlong=overlong, left_out=sheet.left_out + dropped, findings=tuple(findings))
