"""The choice of a column for a field among competing ones, and the finding that reports it."""

from __future__ import annotations

from kam_core.intake.findings import Finding, finding
from kam_core.intake.matching.columns import ColumnMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.message import N_, Term

LOOKED_AT = 5_000
"""Cells of a column that are examined."""
SURE = 0.9
"""Confidence of a header with additional words."""
CHOSEN = N_('{place}: {field} is read from "{column}"; other possible columns: {rivals}.')

Fields = dict[str, ColumnMatch]
"""Field → chosen column."""


def choice_finding(sheet: Sheet, field: str, best: int, rivals: list[int], severity: str = "note") -> Finding:
    """Report the chosen column and its rivals."""
    names = ", ".join(f'"{sheet.headers[column]}"' for column in rivals)
    return finding(
        severity, "rival_columns", sheet.place, CHOSEN, field=Term(field), column=sheet.headers[best], rivals=names
    )
