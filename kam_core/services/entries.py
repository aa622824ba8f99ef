"""Add, change and withdraw entries, and apply them to a data set."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.entries.dataset_overlay import ACCOUNTS, CODED, NOT_TYPED, overlaid_frame, overlay_of, with_frames
from kam_core.entries.entry_rows import EntryRow, account_of
from kam_core.entries.row_keys import KEY, is_keyed, key_of, key_text, with_keys
from kam_core.entries.row_state import folded, row_states
from kam_core.entries.table_overlay import ACCOUNT
from kam_core.entries.values import checked
from kam_core.services.access import require_entry
from kam_core.store.entries import NewEntry
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import Term, UserError
from kam_core.vocabulary.tables import TABLES


def with_entries(store: Store, dataset: Dataset, data_set_id: str) -> Dataset:
    """The data set with all entries applied to its tables."""
    versions = store.entries.versions(data_set_id)
    if not versions:
        return dataset
    frames = {
        table: overlaid_frame(dataset, table, store.entries.of_data_set(data_set_id, table)) for table in versions
    }
    return with_frames(dataset, frames, versions)


def enter(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    table: str,
    given: Mapping[str, object],
    by: By,
    *,
    working_day: datetime.date,
    note: str = "",
) -> Entry:
    """Add a row to a table.

    Refuses a table that only files fill, values that do not fit (`EntryError`: a message per field), an account
    that the data set does not have, and if the role does not allow it.
    """
    declared = _declared(table)
    if table == ACCOUNTS:
        raise UserError(
            "New accounts are added by file: upload an account list on the Data page. Existing accounts can "
            "be changed here."
        )
    fields = {name: value for name, value in checked(declared, given, working_day=working_day, new=True).items()
              if value is not None}  # fmt: skip
    _must_know(dataset, declared, fields)
    require_entry(by, _owners(dataset, fields))
    nth = _rows_with_key(store, data_set_id, dataset, declared, fields)
    return store.entries.add(NewEntry(data_set_id, table, fields, nth=nth, note=note.strip()), by)


def _rows_with_key(store: Store, data_set_id: str, dataset: Dataset, table: Table, fields: Mapping[str, Plain]) -> int:
    """Count the rows with the key of a new one; 0 where the key does not identify a row."""
    key = key_of(table, fields)
    if not is_keyed(table, key):
        return 0
    rows = overlay_of(
        dataset.as_imported, table.name, row_states(store.entries.of_data_set(data_set_id, table.name))
    ).rows
    return with_keys(rows, table).filter(pl.col(KEY) == key_text(table, key)).height


def change(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    row: EntryRow,
    given: Mapping[str, object],
    by: By,
    *,
    working_day: datetime.date,
    released: Sequence[str] = (),
    note: str = "",
) -> Entry:
    """Change fields of a row as the caller read it; None or an empty text clears one, `released` ones get
    the imported value again.

    `ConflictError` where somebody else changed the row meanwhile; refuses as `enter` does.
    """
    declared = _declared(row.table)
    fields = checked(declared, given, working_day=working_day, new=False)
    for name in declared.required:
        if name in fields and fields[name] is None:
            raise UserError("{column} is required.", column=Term(declared.field(name).label))
    _must_know(dataset, declared, {**row.values, **fields})
    require_entry(by, _owners(dataset, row.values))
    require_entry(by, _owners(dataset, {**row.values, **fields}))
    if row.table == ACCOUNTS:
        _must_not_loop(dataset, row, fields)
    new = NewEntry(
        data_set_id, row.table, fields, target=row.target if row.row_id is None else None, row_id=row.row_id,
        expected=row.last, released=tuple(released), note=note.strip(),
    )  # fmt: skip
    return store.entries.add(new, by)


def withdraw(store: Store, data_set_id: str, dataset: Dataset, entry_id: str, by: By) -> Entry:
    """Withdraw an entry; the value under it counts again."""
    _may_act_on(store, data_set_id, dataset, entry_id, by)
    return store.entries.withdraw(entry_id, by)


def restore(store: Store, data_set_id: str, dataset: Dataset, entry_id: str, by: By) -> Entry:
    """Undo the withdrawal of an entry."""
    _may_act_on(store, data_set_id, dataset, entry_id, by)
    return store.entries.restore(entry_id, by)


def _declared(table: str) -> Table:
    if table not in TABLES or table in NOT_TYPED:
        typed = ", ".join(name for name in TABLES if name not in NOT_TYPED)
        raise UserError("{table} does not accept entries. Tables that do: {tables}.", table=table, tables=typed)
    return TABLES[table]


def _may_act_on(store: Store, data_set_id: str, dataset: Dataset, entry_id: str, by: By) -> None:
    entry = store.entries.find(entry_id)
    if entry.data_set_id != data_set_id:
        raise UserError("This entry belongs to another data set.")
    row = [one for one in store.entries.of_data_set(data_set_id, entry.table) if one.row_id == entry.row_id]
    fields = folded(row)
    require_entry(by, _owners(dataset, {**fields, ACCOUNT: account_of(TABLES[entry.table], row[0].target, fields)}))


def _owners(dataset: Dataset, fields: Mapping[str, Plain]) -> list[str | None]:
    """The owners of a row: of its account if it has one, else of the row itself."""
    account = fields.get(ACCOUNT)
    if account is None:
        owner = fields.get("owner")
        return [None if owner is None else str(owner)]
    found: list[str | None] = dataset.accounts.filter(pl.col("account_id") == account)["owner"].to_list()
    return found


def _must_know(dataset: Dataset, table: Table, fields: Mapping[str, Plain]) -> None:
    known = set(dataset.accounts["account_id"])
    for name in (ACCOUNT, *(CODED if table.name == ACCOUNTS else ())):
        account = fields.get(name)
        if account is not None and account not in known:
            raise UserError(
                "No account with the id {id}. Choose one from the data set, or upload it on the Data page.", id=account
            )


def _must_not_loop(dataset: Dataset, row: EntryRow, fields: Mapping[str, Plain]) -> None:
    """Groups and referrals lead upwards; a loop would count an account as a part of itself."""
    ids = dataset.accounts["account_id"].to_list()
    for name in CODED:
        above: Plain = fields.get(name)
        if above is None:
            continue
        codes = dataset.accounts[name].to_list()
        upper = {ids[place]: None if code is None else ids[code] for place, code in enumerate(codes)}
        seen = {row.values[ACCOUNT]}
        while above is not None:
            if above in seen:
                raise UserError(
                    "{column}: {account} cannot report to itself. Choose another one.",
                    column=Term(TABLES[ACCOUNTS].field(name).label),
                    account=row.values[ACCOUNT],
                )
            seen.add(above)
            above = upper[str(above)]
