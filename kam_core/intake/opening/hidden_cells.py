"""Report hidden rows and columns, which are read like all others."""

from __future__ import annotations

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_, Message

HIDDEN = N_("{place}: {rows} and {columns} were read like the others.")


def hidden_cells_note(place: Place, rows: int, columns: int) -> tuple[Finding, ...]:
    """A note if anything is hidden."""
    if not (rows or columns):
        return ()
    hidden_rows = Message("{count} hidden row", "{count} hidden rows", "count", count=rows)
    hidden_columns = Message("{count} hidden column", "{count} hidden columns", "count", count=columns)
    return (finding("note", "hidden", place, HIDDEN, rows=hidden_rows, columns=hidden_columns),)
