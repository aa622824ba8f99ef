"""Check whether the file of a database is whole: its pages and indexes, its tables, and references between rows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kam_core.store.database.connection import READS
from kam_core.store.database.migration import revision
from kam_core.store.database.schema import METADATA, REVISION
from kam_core.store.save_errors import CorruptFileError


def check(connection: Connection, home: Path) -> None:
    """Refuses a SQLite file in which anything is not whole, with what is wrong first."""
    why = _first_fault(connection)
    if why is not None:
        raise CorruptFileError(
            "The database in {folder} is damaged ({why}). Restore a backup.", folder=str(home), why=why.rstrip(".")
        )


def is_broken(engine: Engine) -> bool:
    """Whether an error that nobody expected comes of a damaged SQLite file and is no mistake of ours."""
    if engine.dialect.name != "sqlite":
        return False
    try:
        with engine.connect() as connection:
            return _first_fault(connection.execution_options(**{READS: True})) is not None
    except SQLAlchemyError:
        return True


def _first_fault(connection: Connection) -> str | None:
    try:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if found != "ok":
            return str(found).encode("ascii", "backslashreplace").decode()
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost is not None:
            return f"row {lost[1]} of {lost[0]} names a row of {lost[2]} that is not there"
        return _missing(connection)
    except DBAPIError as error:
        return str(error.orig).encode("ascii", "backslashreplace").decode()


def _missing(connection: Connection) -> str | None:
    """The first table or column that is not there, where the tables should be those of today."""
    if revision(connection) != REVISION:
        return None
    seen = inspect(connection)
    there = set(seen.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in there:
            return f"no table {table.name}"
        for name in {column.name for column in table.columns} - {one["name"] for one in seen.get_columns(table.name)}:
            return f"no column {table.name}.{name}"
    return None
