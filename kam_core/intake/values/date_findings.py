"""What is asked and said of a column of dates: the order of day and month, and a spreadsheet's own counts of days."""

from __future__ import annotations

from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.dates import Dates
from kam_core.vocabulary.message import N_


def date_question(place: Place, value: str) -> OpenQuestionError:
    """Day or month first? Nothing in the column tells."""
    return OpenQuestionError(
        "date_order",
        N_(
            '{place}: "{value}" may be day/month or month/day, and no date in the column tells. '
            "Say which of the two comes first."
        ),
        place=place.words,
        value=value,
    )


def serial_dates(read: Dates, place: Place, conventions: Conventions) -> list[Finding]:
    """What is said of cells that hold a spreadsheet's own count of days."""
    if read.serial is None:
        return []
    if conventions.from_1904:
        told = N_(
            "{place}: numbers such as {value} were read as days counted from 1904, as the workbook says. If the dates "
            "are four years late, they were pasted from another workbook: format them as dates there."
        )
        return [finding("warn", "serial", place, told, value=read.serial)]
    told = N_("{place}: numbers such as {value} are a spreadsheet's dates.")
    return [finding("note", "serial", place, told, value=read.serial)]


def mixed_order(read: Dates, place: Place) -> list[Finding]:
    """A warning where some dates of a column can only begin with the day and others only with the month."""
    if not read.mixed:
        return []
    told = N_(
        "{place}: some dates begin with the day and others with the month. Those that may be either "
        "were read like the greater number. Export the dates as 2024-03-05."
    )
    return [finding("warn", "mixed_date_order", place, told)]
