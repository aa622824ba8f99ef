"""What people entered, laid over the imported rows of one table (domain: what is typed).

A row that was typed is added; an imported row that says the same in all its filled fields, or has its key, *is* that
row. A change of an imported row changes the fields that it names. What is typed stays until it is withdrawn.
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
    """rows: the table as it stands, its columns those of the vocabulary, `account` as ids; imported rows before typed
    ones. imported: the rows below, with their keys. states: by place in `rows`, who typed on it. waiting: what finds
    no account or no row.
    """

    rows: pl.DataFrame
    imported: pl.DataFrame
    states: Mapping[int, tuple[RowState, ...]]
    waiting: tuple[RowState, ...]


def blank(table: Table) -> pl.DataFrame:
    """A table without rows, `account` as ids."""
    return pl.DataFrame(schema={field.name: STORED_TYPES[field.kind] for field in table.fields})


def overlay(table: Table, imported: pl.DataFrame, states: Sequence[RowState], accounts: frozenset[str]) -> Overlay:
    """Lay rows that were typed over an imported table; `imported` has the vocabulary's columns, `account` as ids.

    accounts: the ids that the data set knows; what was typed for another waits until it is there.
    """
    homeless = [one for one in states if not _has_home(one, accounts)]
    there = [one for one in states if _has_home(one, accounts)]
    keyed = with_keys(imported, table)
    places = _places(table, keyed, there)
    by_place: dict[int, list[RowState]] = {}
    added: list[RowState] = []
    for state in there:
        if state.row_id in places:
            by_place.setdefault(places[state.row_id], []).append(state)
        elif state.target is None:
            added.append(state)
        else:
            homeless.append(state)
    rows = pl.concat([_changed(table, imported, by_place), _typed(table, imported, added)])
    states_at = {place: tuple(ones) for place, ones in by_place.items()}
    states_at |= {imported.height + number: (one,) for number, one in enumerate(added)}
    return Overlay(rows, keyed, states_at, tuple(sorted(homeless, key=lambda one: one.begun)))


def typed_fields(states: Sequence[RowState]) -> dict[str, Plain]:
    """What several states of one row say together, the later entry over the earlier, as kept values."""
    if len(states) == 1:
        return dict(states[0].fields)
    said: dict[str, tuple[int, Plain]] = {}
    for state in states:
        for name, value in state.fields.items():
            number = max(one.number for one in state.entries if name in one.fields)
            if name not in said or said[name][0] < number:
                said[name] = (number, value)
    return {name: value for name, (_, value) in said.items()}


def _has_home(state: RowState, accounts: frozenset[str]) -> bool:
    account = state.fields.get(ACCOUNT)
    return account is None or account in accounts


def _places(table: Table, keyed: pl.DataFrame, states: Sequence[RowState]) -> dict[str, int]:
    """Which imported row each state speaks of: by its target, by saying the same, or by its key."""
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
    same = _saying_the_same(table, keyed, typed)
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


def _saying_the_same(table: Table, keyed: pl.DataFrame, states: Sequence[RowState]) -> dict[str, list[int]]:
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
    """The rows that no import has."""
    rows = [[stored(table.field(name), one.fields.get(name)) for name in table.names] for one in added]
    return pl.DataFrame(rows, schema=imported.select(table.names).schema, orient="row")
