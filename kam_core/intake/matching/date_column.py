"""Find the date column by its cells where the header is ambiguous."""

from __future__ import annotations

from kam_core.intake.headers import header_keys
from kam_core.intake.matching.columns import ColumnMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.tables.transaction_headers import DATES_BY_CELLS

LOOKED_AT = 5_000
"""Cells of a column that are examined."""
SURE = 0.9
"""Confidence by header and cells together."""
DAY = (
    r"^\s*(?:(?:19|20)\d\d\s*[-/.年년]\s*\d{1,2}|"
    r"\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|\p{L}{3,})\.?\s*[-/. ]\s*(?:de\s+)?\d{2}|"
    r"(?:19|20)\d{6}$|\p{L}{3,}\.?[-/ ]\d{2,4}$|[RHSrhs]\d{1,2}[./])"
)
DAYS = 0.9
"""Pattern of a day or a month, and the share of cells that must match."""


def choose_date_column(sheet: Sheet, fields: dict[str, ColumnMatch]) -> None:
    """Choose a column with an ambiguous header as the date if its cells are days."""
    taken = {match.column for match in fields.values()}
    words = {spelling for word in DATES_BY_CELLS for spelling in header_keys(word)}
    for column, header in enumerate(sheet.headers):
        if column not in taken and not words.isdisjoint(header_keys(header)):
            cells = sheet.body[str(column)].head(LOOKED_AT).drop_nulls()
            if cells.len() and cells.str.contains(DAY).sum() >= DAYS * cells.len():
                fields["date"] = ColumnMatch(column, SURE)
                return
