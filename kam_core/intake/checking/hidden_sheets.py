"""Ask whether to read a hidden sheet when a visible sheet of the file holds the same table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kam_core.intake.findings import Finding, OpenQuestionError, finding
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.message import N_, Term
from kam_core.vocabulary.plurals import Plural

HIDDEN_SHEETS = "hidden_sheets"
"""The question whether hidden sheets are to be read."""
READ, LEAVE = "read", "leave"
ASKED = Plural(
    "{place} is a hidden sheet with {count} row of {table}; other sheets are visible. Read it too?",
    "{place} is a hidden sheet with {count} rows of {table}; other sheets are visible. Read it too?",
    "count",
)
READ_TEXT = N_("{place} is a hidden sheet and was read like the others.")
LEFT_TEXT = N_("{place} is a hidden sheet and was not read.")


def without_hidden(
    parts: Sequence[TypedRows], answer: Callable[[str], str | None]
) -> tuple[list[TypedRows], list[Finding]]:
    """Drop the hidden sheets that are not to be read. Raises OpenQuestionError without an answer.

    answer: file → what was said of its hidden sheets.
    """
    used, findings = [], []
    for rows in parts:
        sheet, table = rows.sheet, rows.table_match.table
        if not sheet.hidden:
            used.append(rows)
            continue
        decision = answer(sheet.file)
        visible = any(
            other.table_match.table is table and other.sheet.file == sheet.file and not other.sheet.hidden
            for other in parts
        )
        if visible and decision is None:
            words = sheet.place.words
            raise OpenQuestionError(HIDDEN_SHEETS, ASKED, place=words, count=rows.frame.height, table=Term(table.label))
        leave = visible and decision == LEAVE
        findings.append(finding("note", "hidden_sheet", sheet.place, LEFT_TEXT if leave else READ_TEXT))
        if not leave:
            used.append(rows)
    return used, findings
