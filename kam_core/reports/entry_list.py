"""Export of entries: person, time, value and state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.entries.entry_text import Say, field_labels, key_labels
from kam_core.entries.row_keys import key_of
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import N_, Message, moment
from kam_core.vocabulary.tables import TABLES

COUNTS, WAITS, WITHDRAWN, REPLACED = N_("in force"), N_("waiting"), N_("withdrawn"), N_("replaced")
SCHEMA = dict.fromkeys(("id", "at", "who", "table", "row", "said", "state", "why", "note"), pl.String)


def entry_list(entries: Sequence[Entry], waiting: Mapping[str, Message], say: Say = str) -> pl.DataFrame:
    """`id`, `at` (UTC), `who`, `table` (its label), `row` (its key), `said` (column and value), `state`, `why` it waits
    or who withdrew it, and the `note`: one row an entry, the newest first.

    waiting: by the id of a row, why it counts for nothing just now.
    """
    by_id = {one.id: one for one in entries}
    by_row: dict[str, list[Entry]] = {}
    for one in entries:
        by_row.setdefault(one.row_id, []).append(one)
    rows = [
        {
            "id": one.id,
            "at": moment(one.at),
            "who": one.actor,
            "table": say(Message(TABLES[one.table].label)) if one.table in TABLES else one.table,
            "row": _row(one, by_id.get(one.row_id, one), say),
            "said": _values_text(one, say),
            "state": say(Message(_state(one, waiting, by_row[one.row_id]))),
            "why": _why(one, waiting, say),
            "note": one.note,
        }
        for one in sorted(entries, key=lambda one: -one.number)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _state(entry: Entry, waiting: Mapping[str, Message], row: Sequence[Entry]) -> str:
    """State of an entry; superseded where later entries of the row change all its columns."""
    if not entry.is_active:
        return WITHDRAWN
    if entry.row_id in waiting:
        return WAITS
    later = [one for one in row if one.is_active and one.number > entry.number]
    replaced_fields = {name for one in later for name in (*one.fields, *one.released)}
    return REPLACED if {*entry.fields, *entry.released} <= replaced_fields else COUNTS


def _why(entry: Entry, waiting: Mapping[str, Message], say: Say) -> str:
    if entry.withdrawn_at is not None:
        return say(Message("by {who}, {at}", who=entry.withdrawn_by or "", at=moment(entry.withdrawn_at)))
    return say(waiting[entry.row_id]) if entry.row_id in waiting else ""


def _row(entry: Entry, first: Entry, say: Say) -> str:
    """The key of the row: of an imported row as at the first change, of a typed row as typed."""
    if entry.table not in TABLES:
        return " · ".join(str(value) for value in list(first.fields.values())[:3] if value is not None)
    declared = TABLES[entry.table]
    key = key_of(declared, first.fields) if first.target is None else first.target.key
    return " · ".join(key_labels(declared, key, say))


def _values_text(entry: Entry, say: Say) -> str:
    if entry.table not in TABLES:
        return ", ".join(f"{name}: {value}" for name, value in entry.fields.items())
    return ", ".join(field_labels(TABLES[entry.table], entry.fields, entry.released, say))
