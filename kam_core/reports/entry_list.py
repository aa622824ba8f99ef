"""What people entered as a table: who, when, what, and whether it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import N_, Message, Term, moment
from kam_core.vocabulary.tables import TABLES

Say = Callable[[Message], str]
COUNTS, WAITS, WITHDRAWN = N_("counts"), N_("waits"), N_("withdrawn")
SCHEMA = dict.fromkeys(("id", "at", "who", "table", "row", "said", "state", "why", "note"), pl.String)


def entry_list(entries: Sequence[Entry], waiting: Mapping[str, Message], say: Say = str) -> pl.DataFrame:
    """`id`, `at` (UTC), `who`, `table` (its label), `row` (its key), `said` (column and value), `state`, `why` it waits
    or who withdrew it, and the `note`: one row an entry, the newest first.

    waiting: by the id of a row, why it counts for nothing just now.
    """
    rows = [
        {
            "id": one.id,
            "at": moment(one.at),
            "who": one.actor,
            "table": say(Message(TABLES[one.table].label)) if one.table in TABLES else one.table,
            "row": _row(one, entries),
            "said": _said(one, say),
            "state": say(Message(_state(one, waiting))),
            "why": _why(one, waiting, say),
            "note": one.note,
        }
        for one in sorted(entries, key=lambda one: -one.number)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _state(entry: Entry, waiting: Mapping[str, Message]) -> str:
    if not entry.stands:
        return WITHDRAWN
    return WAITS if entry.row_id in waiting else COUNTS


def _why(entry: Entry, waiting: Mapping[str, Message], say: Say) -> str:
    if entry.withdrawn_at is not None:
        return say(Message("by {who}, {at}", who=entry.withdrawn_by or "", at=moment(entry.withdrawn_at)))
    return say(waiting[entry.row_id]) if entry.row_id in waiting else ""


def _row(entry: Entry, entries: Sequence[Entry]) -> str:
    """The key of the imported row that is changed, or the account and what began the row."""
    first = next((one for one in entries if one.id == entry.row_id), entry)
    if first.target is not None:
        return " · ".join(str(one) for one in first.target.key[1:] if one is not None)
    return " · ".join(str(value) for value in list(first.fields.values())[:3] if value is not None)


def _said(entry: Entry, say: Say) -> str:
    if entry.table not in TABLES:
        return ", ".join(f"{name}: {value}" for name, value in entry.fields.items())
    declared = TABLES[entry.table]
    said = [
        f"{say(Message(declared.field(name).label))}: {'–' if value is None else value}"
        for name, value in entry.fields.items()
        if name in declared.names
    ]
    said += [
        say(Message("{column}: as imported", column=Term(declared.field(name).label)))
        for name in entry.released
        if name in declared.names
    ]
    return ", ".join(said)
