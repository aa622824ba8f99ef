"""Reduce the entries of a table to one state per row, with its earlier versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kam_core.vocabulary.entry import Entry, Plain, Target


@dataclass(frozen=True, slots=True)
class RowState:
    """One row that somebody typed or changed.

    target: the imported row that it changes, None for a typed row. fields: the current values, by column. versions: all
    values that the row ever had, the newest first, withdrawn ones among them: an imported row with one of them is this
    row. entries: those not withdrawn, in their order; begun and first: number and fields of the first entry of the row.
    """

    row_id: str
    target: Target | None
    nth: int
    begun: int
    first: Mapping[str, Plain]
    fields: Mapping[str, Plain]
    versions: tuple[Mapping[str, Plain], ...]
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        """The newest entry that is not withdrawn."""
        return self.entries[-1]


def row_states(entries: Iterable[Entry]) -> list[RowState]:
    """The rows of one table in the order of their first entries.

    A typed row is gone when its first entry is withdrawn, also with later changes; a changed imported row when all of
    its entries are.
    """
    rows: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.number):
        rows.setdefault(entry.row_id, []).append(entry)
    states = []
    for row_id, history in rows.items():
        first, active = history[0], tuple(one for one in history if one.is_active)
        if not active or (first.target is None and not first.is_active):
            continue
        fields = folded(active)
        versions = [fields]
        for count in range(len(history), 0, -1):
            version = folded(history[:count])
            if version not in versions:
                versions.append(version)
        states.append(
            RowState(row_id, first.target, first.nth, first.number, first.fields, fields, tuple(versions), active)
        )
    return states


def folded(entries: Iterable[Entry]) -> dict[str, Plain]:
    """Fold entries to fields; the later entry of a column wins."""
    fields: dict[str, Plain] = {}
    for entry in entries:
        for name in entry.released:
            fields.pop(name, None)
        fields.update(entry.fields)
    return fields
