"""Tidy a sheet: one row per order line, every value in its column."""

from __future__ import annotations

from kam_core.intake.findings import OpenQuestionError
from kam_core.intake.shaping.adjacent_tables import stack_adjacent_tables
from kam_core.intake.shaping.date_parts import with_dates
from kam_core.intake.shaping.group_rows import without_group_rows
from kam_core.intake.shaping.layout import Layout
from kam_core.intake.shaping.month_columns import unpivot_months
from kam_core.intake.shaping.sheet_period import with_sheet_period
from kam_core.intake.shaping.table_shape import Sheet


def tidy_sheet(
    sheet: Sheet, layout: Layout, role: str | None
) -> tuple[Sheet, dict[str, str], OpenQuestionError | None]:
    """Tidy a sheet; returns it with hints (field → header) from its layout and the open question, if any."""
    sheet = stack_adjacent_tables(sheet)
    sheet, hints, question = without_group_rows(sheet, layout.group_rows)
    if role not in (None, "transactions"):
        return sheet, hints, question
    sheet, more = with_dates(sheet)
    hints |= more
    sheet, more = with_sheet_period(sheet)
    hints |= more
    sheet, more, asked = unpivot_months(sheet, layout.months)
    return sheet, hints | more, question or asked
