"""Command `import`: commit files to the store, or write typed tables and rejected rows to a folder."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import polars as pl

from kam_core import clock
from kam_core.commands.actor_option import add_person
from kam_core.commands.arguments import (
    DONE,
    REFUSED,
    WRONG_USAGE,
    Parser,
    answer,
    column,
    line,
    tell_findings,
    uploaded,
    written,
)
from kam_core.commands.datasets import commit
from kam_core.commands.terminal import answer_with, tell
from kam_core.intake import Choices, read_raw_sheet, tables_of
from kam_core.intake.size_limits import COMMAND_LINE
from kam_core.reports.export import table_bytes
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES

RAW = "raw"


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    command = commands.add_parser("import", help="read files into typed tables")
    add = command.add_argument
    add("files", type=Path, nargs="+", metavar="FILE")
    add("--as", dest="role", choices=[*TABLES, RAW], metavar="TABLE|raw", help="what the files are; default: find out")
    add("--sheet", metavar="NAME", help="the sheet of a workbook")
    add("--map", type=column, action="append", default=[], metavar="FIELD=COLUMN", help="say which column is which")
    add("--answer", type=answer, action="append", default=[], metavar="QUESTION=VALUE", help="answer a question")
    add("--exclude-status", type=line, action="append", metavar="WORD", help="statuses to leave out, instead of ours")
    add("--out", type=Path, metavar="DIR", help="write DIR/TABLE.parquet and DIR/rejected.csv; nothing is committed")
    add(
        "--over-typed",
        type=_table_or_column,
        action="append",
        default=[],
        metavar="TABLE[.COLUMN]",
        help="where the files say "
        "something else than what people typed, the files win; without it what was typed stays",
    )
    add("--into", metavar="DATASET", help="add to this data set (id or name); default: a new one")
    add("--name", metavar="NAME", help="what a new data set is called; default: the first file's name")
    add_person(command)
    command.set_defaults(run=_import)


def _table_or_column(text: str) -> str:
    """A table, or a table and one of its columns as "plan.due"."""
    table, dot, name = line(text).partition(".")
    if table not in TABLES:
        raise argparse.ArgumentTypeError(f"{text!r}: there is no table {table}; the tables are {', '.join(TABLES)}")
    if dot and name not in TABLES[table].names:
        names = ", ".join(TABLES[table].names)
        raise argparse.ArgumentTypeError(f"{text!r}: {table} has no column {name}; its columns are {names}")
    return text


def _import(given: argparse.Namespace) -> int:
    if given.into is not None and given.name is not None:
        tell(Message("Use --into for an existing data set or --name for a new one, not both."))
        return WRONG_USAGE
    statuses = None if given.exclude_status is None else tuple(given.exclude_status)
    choices = Choices(mapping=dict(given.map), sheet=given.sheet, exclude_status=statuses, limits=COMMAND_LINE)
    choices = choices.with_answers(dict(given.answer))
    if given.role == RAW:
        if given.out is None:
            tell(Message("Raw tables are written to a folder, not to the store. Use --out DIR."))
            return WRONG_USAGE
        if len(given.files) > 1:
            tell(Message("Only one file at a time can be imported as raw."))
            return WRONG_USAGE
        return _raw(given.files[0], given.out, choices)
    return commit(given, choices) if given.out is None else _tables(given, choices)


def _raw(path: Path, out: Path, choices: Choices) -> int:
    raw = read_raw_sheet(uploaded(path, None), choices)
    _write(out, RAW, raw.frame, raw.rejected)
    read, bad = raw.sheet.read, len(raw.row_errors)
    tell(
        Message(
            "{place}: {read} row read, {loaded} loaded, {left_out} excluded, {rejected} rejected.",
            "{place}: {read} rows read, {loaded} loaded, {left_out} excluded, {rejected} rejected.",
            "read",
            place=raw.sheet.place.words,
            read=read,
            loaded=read - bad - raw.sheet.left_out,
            left_out=raw.sheet.left_out,
            rejected=bad,
        )
    )
    tell_findings(raw.findings)
    return DONE


def _tables(given: argparse.Namespace, choices: Choices) -> int:
    choices = choices.with_remembered({}, clock.now().date())
    tables = tables_of([uploaded(path, given.role) for path in given.files], choices)
    for name, frame in tables.frames.items():
        _write(given.out, name, frame, tables.rejected)
        answer_with(
            Message(
                "{count} row → {out}",
                "{count} rows → {out}",
                "count",
                count=frame.height,
                out=str(given.out / f"{name}.parquet"),
            )
        )
    if tables.rejected.height:
        where = str(given.out / "rejected.csv")
        tell(
            Message(
                "{count} row was rejected, see {out}",
                "{count} rows were rejected, see {out}",
                "count",
                count=tables.rejected.height,
                out=where,
            )
        )
    if tables.left_out.height:
        where = given.out / "left_out.csv"
        written(where, table_bytes(tables.left_out, "csv"))
        tell(
            Message(
                "{count} row that is not a sale was excluded, see {out}",
                "{count} rows that are not sales were excluded, see {out}",
                "count",
                count=tables.left_out.height,
                out=str(where),
            )
        )
    tell_findings(tables.findings)
    return DONE if any(frame.height for frame in tables.frames.values()) else REFUSED


def _write(out: Path, name: str, frame: pl.DataFrame, rejected: pl.DataFrame) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UserError("{file} cannot be written: {why}.", file=str(out), why=why) from error
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    written(out / f"{name}.parquet", buffer.getvalue())
    written(out / "rejected.csv", table_bytes(rejected, "csv"))
