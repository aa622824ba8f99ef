"""Open the SQLite file of a home: for writing where that is possible, else for reading, in place or from memory."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from kam_core.store.database.connection import file_engine, file_identity, memory_engine, only_read
from kam_core.store.database.integrity import is_broken
from kam_core.store.database.migration import is_current, migrate
from kam_core.store.save_errors import CorruptFileError, SaveError, damaged, saying_why, why_not_stored
from kam_core.vocabulary.message import Message, UserError

FILE = "kam.sqlite"


@dataclass(frozen=True)
class Opened:
    """An engine and what lay at its place when it was opened: the file, or the home folder of a server's rows.

    keeper: the connection that keeps a copy in memory alive.
    """

    engine: Engine
    here: tuple[int, int] | None
    keeper: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()
        if self.keeper is not None:
            self.keeper.close()


def open_file(home: Path, why: Message | None) -> tuple[Opened, Message | None]:
    """The database of a home, and why it only reads; `why` is what speaks against writing already.

    Refuses a damaged file, and one that may not even be read.
    """
    path = home / FILE
    if why is None:
        engine = _writable(path, home)
        if isinstance(engine, Engine):
            return Opened(engine, file_identity(path)), None
        why = engine
    return _readable(path, home), why


def _writable(path: Path, home: Path) -> Engine | Message:
    """The engine of the file, its tables brought up to date; or why it may only be read."""
    try:
        with saying_why(home):
            engine = file_engine(path)
    except SaveError as refusal:
        return refusal.message
    try:
        migrate(engine, home)
    except DBAPIError as error:
        why = why_not_stored(error, home)
        if why is None and is_broken(engine):
            why = damaged(home)
        engine.dispose()
        if why is None:
            raise
        if why == damaged(home):
            raise CorruptFileError(why) from error
        return why
    except UserError:
        engine.dispose()
        raise
    return engine


def _readable(path: Path, home: Path) -> Opened:
    """What is there, for reading: in place where its tables are of today, else brought up to date in memory."""
    # os.path.exists is false also where the folder itself may not be looked into.
    origin = path if os.path.exists(path) else None
    for query in ("mode=ro", "mode=ro&immutable=1") if origin else ():
        # An immutable file is read without its log: only where there is nothing in that.
        if "immutable" in query and _has_log(path):
            continue
        engine = file_engine(path, query=query)
        try:
            if is_current(engine):
                return Opened(engine, file_identity(path))
        except DBAPIError:
            pass
        engine.dispose()
    try:
        engine, keeper = memory_engine(origin)
    except (OSError, sqlite3.Error) as error:
        raise UserError("The store in {folder} cannot be read: {why}.", folder=str(home), why=str(error)) from error
    try:
        migrate(engine, home)
    except DBAPIError as error:
        raise UserError(
            "The store in {folder} cannot be read: {why}.", folder=str(home), why=str(error.orig)
        ) from error
    only_read(engine)
    return Opened(engine, None if origin is None else file_identity(path), keeper)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
