"""Commands `enter`, `entries` and `withdraw`: add rows, list them, withdraw them."""

from __future__ import annotations

import argparse

from kam_core.commands.actor_option import acting, add_person
from kam_core.commands.arguments import DONE, Parser, line
from kam_core.commands.data_set_option import ChosenData, add_choice, chosen
from kam_core.commands.terminal import answer_with, tell
from kam_core.entries.entry_rows import EntryRow, rows, waiting
from kam_core.services import entries
from kam_core.services.access import Action
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import Message, UserError, moment
from kam_core.vocabulary.tables import TABLES


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The commands and their arguments."""
    enter = commands.add_parser("enter", help="type a row into a table, or change one that was typed")
    enter.add_argument("table", metavar="TABLE", help=", ".join(name for name in TABLES if name != "transactions"))
    enter.add_argument(
        "fields", nargs="+", type=_pair, metavar="FIELD=VALUE", help="a column and what it says; nothing empties it"
    )
    enter.add_argument("--row", metavar="ROW", help="the row to change, as `entries` lists it")
    enter.add_argument("--note", type=line, default="", help="why")
    add_person(enter)
    add_choice(enter)
    enter.set_defaults(run=_enter)
    listed = commands.add_parser("entries", help="what people typed into a table")
    listed.add_argument("table", metavar="TABLE")
    add_choice(listed)
    listed.set_defaults(run=_entries)
    withdraw = commands.add_parser("withdraw", help="take an entry back; what it lay over counts again")
    withdraw.add_argument("entry", metavar="ENTRY", help="as `entries` lists it")
    add_person(withdraw)
    add_choice(withdraw)
    withdraw.set_defaults(run=_withdraw)


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not (name and mark):
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=VALUE")
    return name, value


def _enter(given: argparse.Namespace) -> int:
    values: dict[str, object] = {}
    for name, value in given.fields:
        if name in values:
            raise UserError("{column} is given twice. Give each column only once.", column=name)
        values[name] = value
    with chosen(given) as data:
        by = acting(given, data.store.people.all(), Action.ENTRY)
        day, note = data.working_day, given.note
        if given.row is None:
            entry = entries.enter(
                data.store, data.data_set_id, data.dataset, given.table, values, by, working_day=day, note=note
            )
        else:
            row = _row(data, given.table, given.row)
            entry = entries.change(
                data.store, data.data_set_id, data.dataset, row, values, by, working_day=day, note=note
            )
        answer_with(_entry_text(entry))
    return DONE


def _row(data: ChosenData, table: str, row_id: str) -> EntryRow:
    found = [one for one in _rows(data, table) if one.row_id == row_id]
    if not found:
        raise UserError("There is no row {row} in {table}. See `entries` for the list.", row=row_id, table=table)
    return found[0]


def _rows(data: ChosenData, table: str) -> tuple[EntryRow, ...]:
    if table not in TABLES:
        raise UserError("There is no table {table}. Tables: {tables}.", table=table, tables=", ".join(TABLES))
    return rows(data.dataset, data.store.entries.of_data_set(data.data_set_id, table), table)


def _entries(given: argparse.Namespace) -> int:
    with chosen(given) as data:
        if given.table not in TABLES:
            _rows(data, given.table)
        active = [one for one in data.store.entries.of_data_set(data.data_set_id, given.table) if one.is_active]
        for one in active:
            answer_with(_entry_text(one))
        tell(
            Message(
                "{count} entry in force in {table}.",
                "{count} entries in force in {table}.",
                "count",
                count=len(active),
                table=given.table,
            )
        )
        for idle in waiting(data.dataset, active):
            tell(Message("{id} is not used now: {why}", id=idle.row_id, why=idle.why))
    return DONE


def _withdraw(given: argparse.Namespace) -> int:
    with chosen(given) as data:
        by = acting(given, data.store.people.all(), Action.ENTRY)
        gone = entries.withdraw(data.store, data.data_set_id, data.dataset, given.entry, by)
        answer_with(Message("{id} in {table} is withdrawn.", id=gone.id, table=gone.table))
    return DONE


def _entry_text(entry: Entry) -> str:
    """One line: the entry's id, the row that it changes, time, author and fields."""
    fields = " ".join(f"{name}={'' if value is None else value}" for name, value in entry.fields.items())
    row = "" if entry.row_id == entry.id else f"  row {entry.row_id}"
    note = f"  ({entry.note})" if entry.note else ""
    return f"{entry.id}{row}  {moment(entry.at)}  {entry.actor}: {fields}{note}"
