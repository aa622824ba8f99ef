"""Sheets named for a month, whose rows need no date of their own."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.period_headers import YEARS, period_of, years_in
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES

DATE = "Month"
FROM_NAME = N_("{place}: there is no date column; all rows get the first day of the period in the sheet name, {day}.")


def with_sheet_period(sheet: Sheet) -> tuple[Sheet, dict[str, str]]:
    """Add a date column with the first day of the month in the sheet name, and its header as a hint."""
    period = period_of(sheet.sheet) if sheet.sheet else None
    if period is None or period.kind == YEARS or (period.rest and years_in(period.rest)):
        return sheet, {}
    fields = match_columns(sheet.headers, TABLES["transactions"], {})
    if not {"account", "account_name"} & fields.keys() or "amount" not in fields or "date" in fields:
        return sheet, {}
    facts = match_columns(sheet.headers, TABLES["accounts"], {})
    if any(
        name not in ("account", "name") and match.column != fields["amount"].column for name, match in facts.items()
    ):
        # A list of accounts is as of that month.
        return sheet, {}
    years = years_in(" ".join(sheet.titles)) | years_in(sheet.file)
    if period.year is None and len(years) != 1:
        return sheet, {}
    day = f"{period.year or years.pop():04d}-{period.month:02d}-01"
    at = str(len(sheet.headers))
    note = finding("note", "sheet_period", sheet.place, FROM_NAME, day=day)
    body = sheet.body.with_columns(pl.lit(day).alias(at))
    return replace(sheet, headers=(*sheet.headers, DATE), body=body, findings=(*sheet.findings, note)), {"date": DATE}
