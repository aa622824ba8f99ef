"""Open the SQLite file of a home: for writing if possible, else for reading, in place or as a copy in memory."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from kam_core.store.database.connection import file_engine, file_identity, forbid_writes, memory_engine
from kam_core.store.database.integrity import is_broken
from kam_core.store.database.migration import is_current, migrate
from kam_core.store.save_errors import (
    CorruptFileError,
    SaveError,
    damaged_message,
    database_error_message,
    translated_os_errors,
)
from kam_core.vocabulary.message import Message, UserError

FILE = "kam.sqlite"


@dataclass(frozen=True)
class OpenDatabase:
    """An engine, and the identity of its file when it was opened (with a server, of the home folder).

    memory_connection: keeps a copy in memory alive.
    """

    engine: Engine
    identity: tuple[int, int] | None
    memory_connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()
        if self.memory_connection is not None:
            self.memory_connection.close()


def open_file(home: Path, why: Message | None) -> tuple[OpenDatabase, Message | None]:
    """The database of a home, and why it is read-only; `why` is a reason that is known before.

    Refuses a damaged file and an unreadable one.
    """
    path = home / FILE
    if why is None:
        engine = _open_for_writing(path, home)
        if isinstance(engine, Engine):
            return OpenDatabase(engine, file_identity(path)), None
        why = engine
    return _open_for_reading(path, home), why


def _open_for_writing(path: Path, home: Path) -> Engine | Message:
    """The engine of the file, its tables migrated; or why it is read-only."""
    try:
        with translated_os_errors(home):
            engine = file_engine(path)
    except SaveError as refusal:
        return refusal.message
    try:
        migrate(engine, home)
    except DBAPIError as error:
        why = database_error_message(error, home)
        if why is None and is_broken(engine):
            why = damaged_message(home)
        engine.dispose()
        if why is None:
            raise
        if why == damaged_message(home):
            raise CorruptFileError(why) from error
        return why
    except UserError:
        engine.dispose()
        raise
    return engine


def _open_for_reading(path: Path, home: Path) -> OpenDatabase:
    """The file for reading: in place if its tables are current, else migrated in a copy in memory."""
    # os.path.exists is false also where the folder itself may not be looked into.
    origin = path if os.path.exists(path) else None
    for query in ("mode=ro", "mode=ro&immutable=1") if origin else ():
        # SQLite reads an immutable file without its write-ahead log: only if that is empty.
        if "immutable" in query and _has_log(path):
            continue
        engine = file_engine(path, query=query)
        try:
            if is_current(engine):
                return OpenDatabase(engine, file_identity(path))
        except DBAPIError:
            pass
        engine.dispose()
    try:
        engine, memory_connection = memory_engine(origin)
    except (OSError, sqlite3.Error) as error:
        raise UserError("The store in {folder} cannot be read: {why}.", folder=str(home), why=str(error)) from error
    try:
        migrate(engine, home)
    except DBAPIError as error:
        raise UserError(
            "The store in {folder} cannot be read: {why}.", folder=str(home), why=str(error.orig)
        ) from error
    forbid_writes(engine)
    return OpenDatabase(engine, None if origin is None else file_identity(path), memory_connection)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
