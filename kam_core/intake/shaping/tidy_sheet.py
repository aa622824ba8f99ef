"""A sheet that is laid out for the eye, as a plain table: one row per order line, every value in its column."""

from __future__ import annotations

from kam_core.intake.findings import OpenQuestionError
from kam_core.intake.shaping.adjacent_tables import stacked
from kam_core.intake.shaping.date_parts import with_dates
from kam_core.intake.shaping.group_rows import without_group_rows
from kam_core.intake.shaping.layout_answers import Layout
from kam_core.intake.shaping.month_columns import turned
from kam_core.intake.shaping.sheet_period import with_period_of_name
from kam_core.intake.shaping.table_shape import Sheet


def arranged(sheet: Sheet, layout: Layout, role: str | None) -> tuple[Sheet, dict[str, str], OpenQuestionError | None]:
    """The sheet, the header of each field that its layout tells, and the question that has to be answered before."""
    sheet = stacked(sheet)
    sheet, hints, question = without_group_rows(sheet, layout.group_rows)
    if role not in (None, "transactions"):
        return sheet, hints, question
    sheet, more = with_dates(sheet)
    hints |= more
    sheet, more = with_period_of_name(sheet)
    hints |= more
    sheet, more, asked = turned(sheet, layout.months)
    return sheet, hints | more, question or asked
