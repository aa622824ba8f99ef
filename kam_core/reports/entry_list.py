"""What people entered as a table: who, when, what, and whether it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from kam_core.entries.row_keys import key_of
from kam_core.vocabulary.choice_labels import choice_label
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.keys import KEYS
from kam_core.vocabulary.message import N_, Message, Term, moment
from kam_core.vocabulary.plan_status import STATUSES
from kam_core.vocabulary.tables import TABLES

Say = Callable[[Message], str]
COUNTS, WAITS, WITHDRAWN = N_("counts"), N_("waits"), N_("withdrawn")
SCHEMA = dict.fromkeys(("id", "at", "who", "table", "row", "said", "state", "why", "note"), pl.String)


def entry_list(entries: Sequence[Entry], waiting: Mapping[str, Message], say: Say = str) -> pl.DataFrame:
    """`id`, `at` (UTC), `who`, `table` (its label), `row` (its key), `said` (column and value), `state`, `why` it waits
    or who withdrew it, and the `note`: one row an entry, the newest first.

    waiting: by the id of a row, why it counts for nothing just now.
    """
    by_id = {one.id: one for one in entries}
    rows = [
        {
            "id": one.id,
            "at": moment(one.at),
            "who": one.actor,
            "table": say(Message(TABLES[one.table].label)) if one.table in TABLES else one.table,
            "row": _row(one, by_id.get(one.row_id, one), say),
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


def _row(entry: Entry, first: Entry, say: Say) -> str:
    """The key of the row: of an imported one as it was at the first change, of a typed one as it was typed."""
    if entry.table not in TABLES:
        return " · ".join(str(value) for value in list(first.fields.values())[:3] if value is not None)
    declared = TABLES[entry.table]
    key = key_of(declared, first.fields) if first.target is None else first.target.key
    way = KEYS[entry.table].ways[int(str(key[0]))]
    pairs = zip(way, key[1:], strict=True)
    return " · ".join(_value(declared, name, value, say) for name, value in pairs if value is not None)


def _value(table: Table, name: str, value: Plain, say: Say) -> str:
    """A value in the reader's words, where it is one of a column's choices or a status that a form proposes."""
    field, text = table.field(name), str(value)
    if field.kind is Kind.CHOICE:
        return say(Message(choice_label(table.name, field, text)))
    return say(Message(text)) if name == "status" and text in STATUSES else text


def _said(entry: Entry, say: Say) -> str:
    if entry.table not in TABLES:
        return ", ".join(f"{name}: {value}" for name, value in entry.fields.items())
    declared = TABLES[entry.table]
    said = [
        f"{say(Message(declared.field(name).label))}: {'–' if value is None else _value(declared, name, value, say)}"
        for name, value in entry.fields.items()
        if name in declared.names
    ]
    said += [
        say(Message("{column}: as imported", column=Term(declared.field(name).label)))
        for name in entry.released
        if name in declared.names
    ]
    return ", ".join(said)
