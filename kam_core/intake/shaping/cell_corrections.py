"""Apply the corrections of a person to a sheet: rewritten cells and dropped rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.matching.columns import find_column
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.rejected_rows import unique_names
from kam_core.vocabulary.plurals import Plural

DROPPED = Plural(
    "{place}: {count} row was deleted manually, the first in line {line}.",
    "{place}: {count} rows were deleted manually, the first in line {line}.",
    "count",
)
FIXED = Plural(
    "{place}: {count} cell was corrected manually, the first in line {line}.",
    "{place}: {count} cells were corrected manually, the first in line {line}.",
    "count",
)


@dataclass(frozen=True, slots=True)
class CellFix:
    """The corrected value of a cell in a file or sheet; `column` is its header."""

    file: str
    sheet: str | None
    line: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class RowDrop:
    """A row to be skipped."""

    file: str
    sheet: str | None
    line: int


def apply_corrections(sheet: Sheet, cell_fixes: Sequence[CellFix], row_drops: Sequence[RowDrop]) -> Sheet:
    """Apply the corrections of this sheet, with a note on what was changed."""
    where = (sheet.file, sheet.sheet)
    own_fixes = [fix for fix in cell_fixes if (fix.file, fix.sheet) == where]
    dropped_lines = {drop.line for drop in row_drops if (drop.file, drop.sheet) == where}
    if not own_fixes and not dropped_lines:
        return sheet
    body, findings = sheet.body, list(sheet.findings)
    names = unique_names(sheet.headers)
    fixed: list[int] = []
    for at in sorted({find_column(names, fix.column) for fix in own_fixes} - {None}, key=lambda at: at or 0):
        values = {fix.line: fix.value.strip() or None for fix in own_fixes if find_column(names, fix.column) == at}
        lines, cells = body["line"].to_list(), body[str(at)].to_list()
        cells = [values.get(line, cell) for line, cell in zip(lines, cells, strict=True)]
        body = body.with_columns(pl.Series(str(at), cells, pl.String()))
        fixed.extend(line for line in values if line in set(lines))
    remaining = body.filter(~pl.col("line").is_in(list(dropped_lines)))
    overlong = tuple((line, cells) for line, cells in sheet.overlong if line not in dropped_lines)
    dropped = body.height - remaining.height + len(sheet.overlong) - len(overlong)
    if fixed:
        findings.append(finding("note", "fixed", sheet.place, FIXED, count=len(fixed), line=str(min(fixed))))
    if dropped:
        findings.append(finding("note", "dropped", sheet.place, DROPPED, count=dropped, line=str(min(dropped_lines))))
    return replace(
        sheet, body=remaining, overlong=overlong, left_out=sheet.left_out + dropped, findings=tuple(findings)
    )
