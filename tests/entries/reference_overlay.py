"""Reference implementation of entry overlays, row by row (domain: what is typed)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from kam_core.vocabulary.entry import Entry, Target
from kam_core.vocabulary.natural_keys import NATURAL_KEYS

NOW = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)
Row = dict[str, object]


@dataclass
class Typist:
    """Acts on one table, kept as entries."""

    table: str
    entries: list[Entry] = field(default_factory=list)

    def add(self, fields: Row, nth: int) -> Entry:
        """A row that was typed."""
        return self._enter(fields, None, nth, None)

    def change_imported(self, target: Target, fields: Row) -> Entry:
        """A change of an imported row; a second one of the same row goes on from the first."""
        row = next((one.row_id for one in self.entries if one.target == target), None)
        return self._enter(fields, target, target.nth, row)

    def change_typed(self, row_id: str, fields: Row) -> Entry:
        """A change of a row that was typed."""
        return self._enter(fields, None, 0, row_id)

    def withdraw(self, number: int) -> None:
        """Take one act back."""
        self.entries[number] = replace(self.entries[number], withdrawn_at=NOW, withdrawn_by="Li")

    def _enter(self, fields: Row, target: Target | None, nth: int, row_id: str | None) -> Entry:
        number = len(self.entries) + 1
        made = Entry(
            id=f"e{number}", data_set_id="b", number=number, table=self.table, row_id=row_id or f"e{number}",
            target=target, nth=nth, fields=dict(fields), released=(), note="", actor="Li", at=NOW,
            supersedes=None, import_id=None, withdrawn_at=None, withdrawn_by=None, changed=number,
        )  # fmt: skip
        self.entries.append(made)
        return made


def key_of(table: str, row: Row) -> tuple[object, ...]:
    """The natural key by hand: the first way whose columns are filled, else the last."""
    ways = NATURAL_KEYS[table].alternatives
    way = next((way for way in ways if all(row.get(name) is not None for name in way)), ways[-1])
    return (ways.index(way), *(row.get(name) for name in way))


def targets(table: str, imported: list[Row]) -> list[Target]:
    """Which key each imported row has, and which of those with this key it is."""
    keys = [key_of(table, row) for row in imported]
    return [Target(key, keys[:place].count(key)) for place, key in enumerate(keys)]  # type: ignore[arg-type]


def as_it_stands(table: str, imported: list[Row], entries: list[Entry]) -> list[Row]:
    """The table after everything that was typed."""
    names = {name for row in imported for name in row} | {name for one in entries for name in one.fields}
    rows = [{name: row.get(name) for name in names} for row in imported]
    keyed = targets(table, imported)
    by_row: dict[str, list[Entry]] = {}
    for entry in entries:
        by_row.setdefault(entry.row_id, []).append(entry)
    over: dict[int, list[Entry]] = {}
    added: list[list[Entry]] = []
    typed = [acts for acts in by_row.values() if acts[0].target is None and acts[0].withdrawn_at is None]
    places: dict[str, int] = {}
    for acts in typed:
        versions = _versions(acts)
        for version in versions:
            equal = [
                place
                for place, row in enumerate(imported)
                if place not in places.values()
                and any(value is not None for value in version.values())
                and all(row.get(name) == value for name, value in version.items() if value is not None)
            ]
            if equal:
                places[acts[0].row_id] = equal[0]
                break
    for acts in typed:
        own = key_of(table, dict(acts[0].fields))
        if acts[0].row_id in places or NATURAL_KEYS[table].grouped or None in own:
            continue
        wanted = Target(own, acts[0].nth)  # type: ignore[arg-type]
        if wanted in keyed and keyed.index(wanted) not in places.values():
            places[acts[0].row_id] = keyed.index(wanted)
    for acts in typed:
        if acts[0].row_id in places:
            over.setdefault(places[acts[0].row_id], []).extend(acts)
        else:
            added.append(acts)
    for acts in by_row.values():
        if acts[0].target is not None and acts[0].target in keyed:
            over.setdefault(keyed.index(acts[0].target), []).extend(acts)
    for place, acts in over.items():
        for entry in sorted(acts, key=lambda one: one.number):
            if entry.withdrawn_at is None:
                rows[place].update(entry.fields)
    for acts in added:
        row: Row = dict.fromkeys(names)
        for entry in acts:
            if entry.withdrawn_at is None:
                row.update(entry.fields)
        rows.append(row)
    return rows


def _versions(acts: list[Entry]) -> list[Row]:
    """What stands, and how the row stood after each act."""
    active: Row = {}
    for entry in acts:
        if entry.withdrawn_at is None:
            active.update(entry.fields)
    found, so_far = [active], {}
    past: list[Row] = []
    for entry in acts:
        so_far = {**so_far, **entry.fields}
        past.append(so_far)
    return found + past[::-1]
