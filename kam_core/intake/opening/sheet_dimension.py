"""Warn of sheets whose cells do not fit their declared range: a sign of damage."""

from __future__ import annotations

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.opening.xlsx_workbook import SheetDetails
from kam_core.vocabulary.message import N_

CELLS_OUTSIDE = N_(
    "{place}: there are cells or rows outside the sheet's stated range, so the file may be damaged. Open it in "
    "Excel, check it and save it as xlsx."
)
MISSING_ROWS = N_(
    "{place}: the sheet states {said} rows but contains {count}, so the file may be damaged. Open it in Excel, "
    "check it and save it as xlsx."
)


def dimension_findings(odd: SheetDetails, place: Place) -> tuple[Finding, ...]:
    """Warn if the cells do not fit the declared range of the sheet."""
    if odd.outside:
        return (finding("warn", "own_range", place, CELLS_OUTSIDE),)
    if odd.lost is not None:
        declared, count = odd.lost
        return (finding("warn", "own_range", place, MISSING_ROWS, said=declared, count=count),)
    return ()
