"""Questions and findings about date columns: order of day and month, serial numbers of spreadsheets."""

from __future__ import annotations

from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.dates import ParsedDates
from kam_core.vocabulary.message import N_


def date_question(place: Place, value: str) -> OpenQuestionError:
    """The question about an ambiguous order of day and month."""
    return OpenQuestionError(
        "date_order",
        N_(
            '{place}: "{value}" may be day/month or month/day, and no date in the column shows which. Choose the order.'
        ),
        place=place.words,
        value=value,
    )


def serial_date_findings(read: ParsedDates, place: Place, conventions: Conventions) -> list[Finding]:
    """Findings about cells with serial dates of a spreadsheet."""
    if read.serial is None:
        return []
    if conventions.from_1904:
        text = N_(
            "{place}: numbers such as {value} were read as days since 1904, as set in the workbook. If the dates "
            "are four years late, they were pasted from another workbook; format them as dates there."
        )
        return [finding("warn", "serial", place, text, value=read.serial)]
    text = N_("{place}: numbers such as {value} were read as spreadsheet dates.")
    return [finding("note", "serial", place, text, value=read.serial)]


def mixed_order_findings(read: ParsedDates, place: Place) -> list[Finding]:
    """Warn of columns that contain both orders of day and month."""
    if not read.mixed:
        return []
    text = N_(
        "{place}: some dates start with the day and others with the month. Ambiguous dates were read like the "
        "majority. Export the dates as 2024-03-05."
    )
    return [finding("warn", "mixed_date_order", place, text)]
