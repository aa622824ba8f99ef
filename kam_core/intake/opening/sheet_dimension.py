"""Sheets that hold other rows than they name themselves: a sign of damage on the way."""

from __future__ import annotations

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.opening.workbook_prescan import Oddities
from kam_core.vocabulary.message import N_

OUTSIDE = N_(
    "{place}: cells or rows lie outside the range that the sheet itself names, so the file may be damaged. "
    "Open it in Excel, check it and save it as xlsx."
)
LOST = N_(
    "{place}: the sheet names {said} rows but holds {count}, so the file may be damaged. "
    "Open it in Excel, check it and save it as xlsx."
)


def range_findings(odd: Oddities, place: Place) -> tuple[Finding, ...]:
    """A warning where the cells do not fit the range that the sheet names."""
    if odd.outside:
        return (finding("warn", "own_range", place, OUTSIDE),)
    if odd.lost is not None:
        said, count = odd.lost
        return (finding("warn", "own_range", place, LOST, said=said, count=count),)
    return ()
