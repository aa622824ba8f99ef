"""Overlay manual entries on the imported rows of one table (domain: what is typed).

A typed row is added; an imported row with the same filled fields, or with its key, *is* that row. A change of an
imported row changes the fields that it names. Entries stay until they are withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.entries.plain_values import stored
from kam_core.entries.row_keys import KEY, NTH, ROW, is_keyed, key_of, key_text, lookup, numbered, with_keys
from kam_core.entries.row_state import RowState
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import STORED_TYPES, Table

ACCOUNT = "account"


@dataclass(frozen=True)
class Overlay:
    """rows: the table with its entries, its columns those of the vocabulary, `account` as ids, imported rows first.
    imported: the rows below, with their keys. states: row states by place in `rows`. waiting: states without account
    or imported row.
    """

    rows: pl.DataFrame
    imported: pl.DataFrame
    states: Mapping[int, tuple[RowState, ...]]
    waiting: tuple[RowState, ...]


def blank(table: Table) -> pl.DataFrame:
    """A table without rows, `account` as ids."""
    return pl.DataFrame(schema={field.name: STORED_TYPES[field.kind] for field in table.fields})


def overlay(table: Table, imported: pl.DataFrame, states: Sequence[RowState], accounts: frozenset[str]) -> Overlay:
    """Lay entries over an imported table; `imported` has the vocabulary's columns, `account` as ids.

    accounts: the ids in the data set; an entry for another one waits until it is there.
    """
    waiting = [one for one in states if not _has_account(one, accounts)]
    placed = [one for one in states if _has_account(one, accounts)]
    keyed = with_keys(imported, table)
    places = _places(table, keyed, placed)
    by_place: dict[int, list[RowState]] = {}
    added: list[RowState] = []
    for state in placed:
        if state.row_id in places:
            by_place.setdefault(places[state.row_id], []).append(state)
        elif state.target is None:
            added.append(state)
        else:
            waiting.append(state)
    rows = pl.concat([_changed(table, imported, by_place), _typed(table, imported, added)])
    states_at = {place: tuple(ones) for place, ones in by_place.items()}
    states_at |= {imported.height + number: (one,) for number, one in enumerate(added)}
    return Overlay(rows, keyed, states_at, tuple(sorted(waiting, key=lambda one: one.begun)))


def typed_fields(states: Sequence[RowState]) -> dict[str, Plain]:
    """The fields of several states of one row as plain values; the later entry wins."""
    if len(states) == 1:
        return dict(states[0].fields)
    newest: dict[str, tuple[int, Plain]] = {}
    for state in states:
        for name, value in state.fields.items():
            number = max(one.number for one in state.entries if name in one.fields)
            if name not in newest or newest[name][0] < number:
                newest[name] = (number, value)
    return {name: value for name, (_, value) in newest.items()}


def _has_account(state: RowState, accounts: frozenset[str]) -> bool:
    account = state.fields.get(ACCOUNT)
    return account is None or account in accounts


def _places(table: Table, keyed: pl.DataFrame, states: Sequence[RowState]) -> dict[str, int]:
    """The imported row of each state: by its target, by equal fields, or by its key."""
    places = {}
    wanted = {lookup(table, one.target): one.row_id for one in states if one.target is not None}
    own = {one.row_id: key_of(table, one.first) for one in states if one.target is None}
    texts = {key for key, _ in wanted} | {key_text(table, key) for key in own.values()}
    found = numbered(keyed, texts).select(KEY, NTH, ROW)
    by_key = {(key, nth): int(row) for key, nth, row in found.iter_rows()}
    for state in states:
        if state.target is not None and lookup(table, state.target) in by_key:
            places[state.row_id] = by_key[lookup(table, state.target)]
    typed = [one for one in states if one.target is None]
    same = _equal_rows(table, keyed, typed)
    claimed: set[int] = set()
    for state in typed:
        place = next((one for one in same.get(state.row_id, ()) if one not in claimed), None)
        if place is not None:
            places[state.row_id] = place
            claimed.add(place)
    for state in typed:
        key = own[state.row_id]
        place = by_key.get((key_text(table, key), state.nth)) if is_keyed(table, key) else None
        if state.row_id not in places and place is not None and place not in claimed:
            places[state.row_id] = place
            claimed.add(place)
    return places


def _equal_rows(table: Table, keyed: pl.DataFrame, states: Sequence[RowState]) -> dict[str, list[int]]:
    """The imported rows that are equal to a version of a typed row in all its filled fields: newest version first."""
    by_columns: dict[tuple[str, ...], list[tuple[str, int, list[Plain]]]] = {}
    for state in states:
        for age, version in enumerate(state.versions):
            filled = tuple(name for name in table.names if version.get(name) is not None)
            if filled:
                values = [stored(table.field(name), version[name]) for name in filled]
                by_columns.setdefault(filled, []).append((state.row_id, age, values))
    pairs: list[tuple[str, int, int]] = []
    for columns, versions in by_columns.items():
        typed = pl.DataFrame(
            {
                "_of": [row_id for row_id, _, _ in versions],
                "_age": [age for _, age, _ in versions],
                **{name: [values[at] for _, _, values in versions] for at, name in enumerate(columns)},
            },
            schema={
                "_of": pl.String,
                "_age": pl.Int64,
                **{name: STORED_TYPES[table.field(name).kind] for name in columns},
            },
        )
        pairs += keyed.join(typed, on=list(columns), how="inner").select("_of", "_age", ROW).rows()
    found: dict[str, list[int]] = {}
    for row_id, _, place in sorted(pairs, key=lambda pair: (pair[1], pair[2])):
        found.setdefault(row_id, []).append(int(place))
    return found


def _changed(table: Table, imported: pl.DataFrame, by_place: Mapping[int, Sequence[RowState]]) -> pl.DataFrame:
    """The imported rows with the fields that were typed over them."""
    updates: dict[str, tuple[list[int], list[Plain]]] = {}
    for place, states in by_place.items():
        for name, value in typed_fields(states).items():
            places, values = updates.setdefault(name, ([], []))
            places.append(place)
            values.append(stored(table.field(name), value))
    frame = imported.select(table.names)
    return frame.with_columns(
        frame[name].scatter(places, pl.Series(values, dtype=frame.schema[name]))
        for name, (places, values) in updates.items()
    )


def _typed(table: Table, imported: pl.DataFrame, added: Sequence[RowState]) -> pl.DataFrame:
    """The typed rows that no import has."""
    rows = [[stored(table.field(name), one.fields.get(name)) for name in table.names] for one in added]
    return pl.DataFrame(rows, schema=imported.select(table.names).schema, orient="row")
