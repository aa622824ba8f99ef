"""Report hidden rows and columns, which are read like all others."""

from __future__ import annotations

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_

HIDDEN = N_(
    "{place}: {rows} hidden {rows:row|rows} and {columns} hidden {columns:column|columns} were read like the others."
)


def hidden_cells_note(place: Place, rows: int, columns: int) -> tuple[Finding, ...]:
    """A note if anything is hidden."""
    return (finding("note", "hidden", place, HIDDEN, rows=rows, columns=columns),) if rows or columns else ()
