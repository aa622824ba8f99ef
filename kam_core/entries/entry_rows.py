"""Rows of a table with their entries, as people see and change them; and entries without a row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.entries.dataset_overlay import NOT_TYPED, overlay_of
from kam_core.entries.plain_values import plain
from kam_core.entries.row_keys import KEY, NTH, ROW, key_of, key_values, numbered
from kam_core.entries.row_state import RowState, row_states
from kam_core.entries.table_overlay import ACCOUNT, Overlay, typed_fields
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry, Plain, Target
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables import TABLES


@dataclass(frozen=True)
class EntryRow:
    """One row of a table with its entries.

    values: its filled fields as plain values, an account by its id. target: the imported row that it is, None where no
    import has it. row_id, last: its first entry and its newest that is not withdrawn, for the next change; None where
    it has no entries. typed: the fields that a person typed. actor, at: of the newest entry.
    """

    table: str
    values: Mapping[str, Plain]
    target: Target | None = None
    row_id: str | None = None
    last: str | None = None
    typed: frozenset[str] = frozenset()
    actor: str | None = None
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class WaitingRow:
    """An entry without effect: its account, or the imported row that it changes, is not in the data now."""

    row_id: str
    table: str
    account: str | None
    fields: Mapping[str, Plain]
    last: Entry
    why: Message


def rows(dataset: Dataset, entries: Sequence[Entry], table: str, account_id: str | None = None) -> tuple[EntryRow, ...]:
    """The rows of a table with their entries, imported before typed ones; of one account where it is named.

    `entries` are those of the table, `dataset` is as imported or with entries.
    """
    declared = TABLES[table]
    laid = overlay_of(dataset.as_imported, table, row_states(entries))
    numbered = laid.rows.with_row_index(ROW)
    if account_id is not None and declared.has_account:
        numbered = numbered.filter(pl.col(ACCOUNT) == account_id)
    targets = _targets(declared, laid, numbered[ROW])
    return tuple(
        _row(declared, row, targets.get(row[ROW]), laid.states.get(row[ROW], ()))
        for row in numbered.iter_rows(named=True)
    )


def waiting(dataset: Dataset, entries: Sequence[Entry]) -> tuple[WaitingRow, ...]:
    """Entries of all tables whose account or imported row is missing."""
    found = []
    known = set(dataset.accounts["account_id"].to_list())
    for table in sorted({one.table for one in entries} & (TABLES.keys() - set(NOT_TYPED))):
        states = row_states(one for one in entries if one.table == table)
        for state in overlay_of(dataset.as_imported, table, states).waiting:
            account = account_of(TABLES[table], state.target, state.fields)
            why = (
                Message("The account {account} is no longer in the data.", account=account)
                if account is not None and account not in known
                else Message("The imported row changed here is no longer in the data.")
            )
            found.append(WaitingRow(state.row_id, table, account, dict(state.fields), state.last, why))
    return tuple(found)


def history(entries: Sequence[Entry], row: EntryRow) -> tuple[Entry, ...]:
    """All entries of a row, withdrawn ones among them, the newest first."""
    of_row = [one for one in entries if one.row_id == row.row_id]
    return tuple(sorted(of_row, key=lambda one: -one.number))


def _row(table: Table, row: Mapping[str, Plain], target: Target | None, states: Sequence[RowState]) -> EntryRow:
    values = {name: plain(table.field(name), row[name]) for name in table.names if row[name] is not None}
    if not states:
        return EntryRow(table.name, values, target)
    newest = max(states, key=lambda one: one.last.number)
    last, typed = newest.last, frozenset(typed_fields(states))
    return EntryRow(table.name, values, target, newest.row_id, last.id, typed, last.actor, last.at)


def _targets(table: Table, laid: Overlay, places: pl.Series) -> dict[int, Target]:
    """The targets of the imported rows at these places, by their imported keys."""
    wanted = laid.imported.filter(pl.col(ROW).is_in(places.implode()))[KEY]
    keyed = numbered(laid.imported, wanted)
    return {
        row[ROW]: Target(key_of(table, {name: plain(table.field(name), row[name]) for name in table.names}), row[NTH])
        for row in keyed.iter_rows(named=True)
    }


def account_of(table: Table, target: Target | None, fields: Mapping[str, Plain]) -> str | None:
    """The account to which a row belongs: as typed, else that of the imported row."""
    account = fields.get(ACCOUNT)
    if account is None and target is not None and table.has_account:
        account = (key_values(table, target.key) or {}).get(ACCOUNT)
    return None if account is None else str(account)
