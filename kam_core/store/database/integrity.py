"""Integrity check of a database file: pages and indexes, tables, and references between rows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kam_core.store.database.connection import READ_ONLY
from kam_core.store.database.migration import revision
from kam_core.store.database.schema import METADATA, REVISION
from kam_core.store.save_errors import CorruptFileError


def check(connection: Connection, home: Path) -> None:
    """Refuse a damaged SQLite file, naming its first fault."""
    why = _first_fault(connection)
    if why is not None:
        raise CorruptFileError(
            "The database in {folder} is damaged ({why}). Restore a backup.", folder=str(home), why=why.rstrip(".")
        )


def is_broken(engine: Engine) -> bool:
    """Whether an unexpected error comes from a damaged SQLite file and not from a bug of ours."""
    if engine.dialect.name != "sqlite":
        return False
    try:
        with engine.connect() as connection:
            return _first_fault(connection.execution_options(**{READ_ONLY: True})) is not None
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
    """The first missing table or column, if the tables should be the current ones."""
    if revision(connection) != REVISION:
        return None
    inspector = inspect(connection)
    names = set(inspector.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in names:
            return f"no table {table.name}"
        for name in {column.name for column in table.columns} - {
            one["name"] for one in inspector.get_columns(table.name)
        }:
            return f"no column {table.name}.{name}"
    return None
