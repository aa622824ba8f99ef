"""Entries: values that people typed, by data set and table. Only added and withdrawn, never changed or deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, func, insert, select, tuple_, update

from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.column_names import to_columns, to_fields
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import AUDIT_HEAD, ENTRIES
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.entry import Entry, Plain, Target
from kam_core.vocabulary.message import UserError


@dataclass(frozen=True)
class NewEntry:
    """What is to be entered. A row that was typed on already is named by its `row_id`, an imported one by its `target`,
    a new one by neither. `expected` is the newest entry of the row, withdrawn ones aside, that its author saw."""

    data_set_id: str
    table: str
    fields: Mapping[str, Plain]
    target: Target | None = None
    nth: int = 0
    row_id: str | None = None
    expected: str | None = None
    released: tuple[str, ...] = ()
    note: str = ""
    import_id: str | None = None


class Entries:
    """The entries of all data sets (or of "demo")."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_data_set(self, data_set_id: str, table: str | None = None) -> Sequence[Entry]:
        """The entries of a data set, of one table or of all, in their order; withdrawn ones among them."""
        query = select(ENTRIES).where(ENTRIES.c.book == data_set_id).order_by(ENTRIES.c.number)
        if table is not None:
            query = query.where(ENTRIES.c.table_name == table)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _entry)

    def versions(self, data_set_id: str) -> dict[str, str]:
        """Table → a version text that changes with its entries; tables without entries are not in it.

        It names the last change by audit number and entry id: in a restored store the audit numbers start again.
        """
        mine = ENTRIES.c.book == data_set_id
        last = select(ENTRIES.c.table_name, func.max(ENTRIES.c.changed)).where(mine).group_by(ENTRIES.c.table_name)
        query = select(ENTRIES.c.id, ENTRIES.c.table_name, ENTRIES.c.changed).where(
            mine & tuple_(ENTRIES.c.table_name, ENTRIES.c.changed).in_(last)
        )
        with self._database.reading() as connection:
            found = rows.readable(connection, query, dict)
        return {str(row["table_name"]): f"{row['changed']}-{row['id']}" for row in found}

    def find(self, entry_id: str) -> Entry:
        """The entry of that id. Refuses an unknown one."""
        with self._database.reading() as connection:
            return _find(connection, entry_id)

    def add(self, new: NewEntry, by: By) -> Entry:
        """Add an entry. `ConflictError` where somebody else changed or withdrew something on the row since its author
        read it; `theirs` is then the newest entry that stands, None where none does."""
        with self._database.writing() as connection:
            return add(connection, new, by)

    def withdraw(self, entry_id: str, by: By) -> Entry:
        """Withdraw an entry; the value under it counts again. Refuses one that was withdrawn already."""
        with self._database.writing() as connection:
            entry = _find(connection, entry_id)
            if entry.withdrawn_at is not None:
                raise UserError(
                    "{by} already withdrew this entry at {at}.", by=entry.withdrawn_by, at=entry.withdrawn_at
                )
            return _withdraw(connection, entry, by)

    def restore(self, entry_id: str, by: By) -> Entry:
        """Undo the withdrawal of an entry. Refuses one that is not withdrawn."""
        with self._database.writing() as connection:
            entry = _find(connection, entry_id)
            if entry.is_active:
                raise UserError("This entry is in force; there is nothing to restore.")
            return _marked(connection, replace(entry, withdrawn_at=None, withdrawn_by=None), by, "entry.restore")


def add(connection: Connection, new: NewEntry, by: By) -> Entry:
    """Add an entry, within a transaction."""
    row_id = new.row_id or _row_of(connection, new)
    newest = None if row_id is None else _newest(connection, row_id)
    made = Entry(
        id=new_id(), data_set_id=new.data_set_id, number=_next_number(connection, new.data_set_id), table=new.table,
        row_id="", target=new.target, nth=new.nth if new.target is None else new.target.nth, fields=dict(new.fields),
        released=tuple(new.released), note=new.note, actor=by.name, at=by.at,
        supersedes=None if newest is None else newest.id, import_id=new.import_id, withdrawn_at=None,
        withdrawn_by=None, changed=_next_audit(connection),
    )  # fmt: skip
    made = replace(made, row_id=row_id or made.id)
    if (None if newest is None else newest.id) != new.expected:
        _raise_conflict(connection, newest, new.expected, made)
    connection.execute(insert(ENTRIES).values(_values(made)))
    action = "entry.add" if row_id is None and new.target is None else "entry.change"
    record(connection, by, action, made.id, _details(made))
    return made


def withdraw_import(connection: Connection, import_id: str, by: By) -> None:
    """Withdraw what an import entered, within the transaction that takes it back."""
    query = select(ENTRIES).where((ENTRIES.c.import_id == import_id) & ENTRIES.c.withdrawn_at.is_(None))
    for entry in rows.read_all(connection, query.order_by(ENTRIES.c.number), _entry):
        _withdraw(connection, entry, by)


def withdraw_each(connection: Connection, entry_ids: Sequence[str], by: By) -> None:
    """Withdraw those of some entries that are in force, within a transaction."""
    for entry_id in entry_ids:
        entry = _find(connection, entry_id)
        if entry.is_active:
            _withdraw(connection, entry, by)


def _withdraw(connection: Connection, entry: Entry, by: By) -> Entry:
    return _marked(connection, replace(entry, withdrawn_at=by.at, withdrawn_by=by.name), by, "entry.withdraw")


def _marked(connection: Connection, entry: Entry, by: By, action: str) -> Entry:
    marked = replace(entry, changed=_next_audit(connection))
    connection.execute(update(ENTRIES).where(ENTRIES.c.id == marked.id).values(_values(marked)))
    record(connection, by, action, marked.id, _details(marked))
    return marked


def _row_of(connection: Connection, new: NewEntry) -> str | None:
    """The row that earlier changes of the same imported row have."""
    if new.target is None:
        return None
    same_row = (
        (ENTRIES.c.book == new.data_set_id) & (ENTRIES.c.table_name == new.table) & (ENTRIES.c.nth == new.target.nth)
    )
    query = select(ENTRIES.c.row_id).where(same_row & (ENTRIES.c.target == list(new.target.key)))
    row_id: str | None = rows.scalar(connection, query.order_by(ENTRIES.c.number))
    return row_id


def _newest(connection: Connection, row_id: str) -> Entry | None:
    same_row = (ENTRIES.c.row_id == row_id) & ENTRIES.c.withdrawn_at.is_(None)
    return rows.first(connection, select(ENTRIES).where(same_row).order_by(ENTRIES.c.number.desc()), _entry)


def _raise_conflict(connection: Connection, newest: Entry | None, expected: str | None, mine: Entry) -> None:
    if newest is not None and (expected is None or newest.number > _find(connection, expected).number):
        raise ConflictError(theirs=newest, mine=mine, by=newest.actor, at=newest.at)
    assert expected is not None
    gone = _find(connection, expected)
    raise ConflictError(theirs=newest, mine=mine, by=gone.withdrawn_by or gone.actor, at=gone.withdrawn_at or gone.at)


def _next_number(connection: Connection, data_set_id: str) -> int:
    last = rows.scalar(connection, select(func.max(ENTRIES.c.number)).where(ENTRIES.c.book == data_set_id))
    return (last or 0) + 1


def _next_audit(connection: Connection) -> int:
    """The number of the audit entry that this act will have: nobody else writes meanwhile."""
    return int(rows.scalar(connection, select(AUDIT_HEAD.c.seq)) or 0) + 1


def _find(connection: Connection, entry_id: str) -> Entry:
    entry = rows.first(connection, select(ENTRIES).where(ENTRIES.c.id == entry_id), _entry)
    if entry is None:
        raise UserError("This entry does not exist.")
    return entry


def _entry(row: RowMapping) -> Entry:
    values = to_fields(row)
    key = values.pop("target")
    values["table"] = values.pop("table_name")
    values["released"] = tuple(values["released"])
    return Entry(**values, target=None if key is None else Target(tuple(key), values["nth"]))


def _values(entry: Entry) -> dict[str, object]:
    values = to_columns(entry)
    values["table_name"] = values.pop("table")
    values["target"] = None if entry.target is None else list(entry.target.key)
    values["released"] = list(entry.released)
    values["fields"] = dict(entry.fields)
    return values


def _details(entry: Entry) -> dict[str, object]:
    details: dict[str, object] = {
        "book": entry.data_set_id,
        "table": entry.table,
        "row": entry.row_id,
        "fields": dict(entry.fields),
    }
    details |= {"target": None if entry.target is None else list(entry.target.key), "nth": entry.nth}
    for name, value in (("released", list(entry.released)), ("note", entry.note), ("import", entry.import_id),
                        ("supersedes", entry.supersedes)):  # fmt: skip
        if value:
            details[name] = value
    return details
