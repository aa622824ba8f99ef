"""Fold the entries of a table into one state per row, with its earlier versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kam_core.vocabulary.entry import Entry, Plain, Target


@dataclass(frozen=True, slots=True)
class RowState:
    """One row that somebody typed or changed.

    target: the imported row that it changes, None for a row that was typed. fields: what stands, by column. versions:
    all that the row ever said, the newest first, withdrawn words among them: a file that says one of them speaks of
    this row. entries: those that stand, in their order; begun and first: the number
    and the words of the entry that began the row.
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
        """The newest entry that stands."""
        return self.entries[-1]


def row_states(entries: Iterable[Entry]) -> list[RowState]:
    """The rows of one table in the order in which they were begun.

    A typed row is gone where its first entry was withdrawn, whatever was changed on it later; a change of an imported
    row where none of its entries stands.
    """
    rows: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.number):
        rows.setdefault(entry.row_id, []).append(entry)
    found = []
    for row_id, told in rows.items():
        first, standing = told[0], tuple(one for one in told if one.is_active)
        if not standing or (first.target is None and not first.is_active):
            continue
        fields = folded(standing)
        versions = [fields]
        for count in range(len(told), 0, -1):
            version = folded(told[:count])
            if version not in versions:
                versions.append(version)
        found.append(
            RowState(row_id, first.target, first.nth, first.number, first.fields, fields, tuple(versions), standing)
        )
    return found


def folded(entries: Iterable[Entry]) -> dict[str, Plain]:
    """What entries say together, the later one about a column over the earlier."""
    fields: dict[str, Plain] = {}
    for entry in entries:
        for name in entry.released:
            fields.pop(name, None)
        fields.update(entry.fields)
    return fields
