"""The one database of a home: SQLite in the folder, or PostgreSQL; opened for writing where that is possible."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kam_core.store import durable
from kam_core.store.cannot_save import CannotSave, is_damaged, saying_why, why_not_stored
from kam_core.store.connecting import PATIENCE_SECONDS, READS, file_engine, memory_engine, only_read, server_engine
from kam_core.store.migrating import is_current, migrate
from kam_core.store.schema import AUDIT_HEAD
from kam_core.vocabulary.message import Message, Refusal

FILE = "kam.sqlite"


class Database:
    """Transactions on the tables of `schema`.

    why_read_only: why nothing can be saved, None where saving works. On SQLite everything can still be read then; a
    server keeps rows also where the home folder takes no files.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self.home = home.absolute()
        self.on_server = bool(url)
        self._keeper: sqlite3.Connection | None = None
        self._retrying = threading.Lock()
        self._turn = threading.Lock()
        self.why_read_only = self._why_home_is_read_only()
        if url:
            self.engine = server_engine(url)
            try:
                with self._saying_why():
                    migrate(self.engine, self.home)
            except Refusal:
                self.engine.dispose()
                raise
        else:
            self.engine, self.why_read_only = self._file(self.why_read_only)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that sees everything before it and nobody beside it. Refuses where nothing can be saved."""
        if not self.on_server and self.retry() is not None:
            assert self.why_read_only is not None
            raise CannotSave(self.why_read_only)
        with self._in_turn(), self._saying_why(), self.engine.begin() as connection:
            if self.on_server:
                # What BEGIN IMMEDIATE is to SQLite: from here on, one writer after the other.
                connection.execute(select(AUDIT_HEAD.c.seq).with_for_update())
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One writer of this process after the other: SQLite lets those who wait sleep up to a tenth of a second, and
        each would hold one of a few connections. Beyond its patience it says itself what is the matter."""
        mine = not self.on_server and self._turn.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._turn.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """All that is read within is of one moment."""
        options: dict[str, object] = {READS: True}
        if self.on_server:
            options |= {"isolation_level": "REPEATABLE READ"}
        with self._saying_why(), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    def retry(self) -> Message | None:
        """Why nothing can be saved, looked at again: a disk may have room by now. Cheap where saving works."""
        if self.why_read_only is None:
            return None
        with self._retrying:
            if self.why_read_only is not None:
                why = self._why_home_is_read_only()
                if why is None and not self.on_server:
                    before, (self.engine, why) = self.engine, self._file(None)
                    before.dispose()
                # Last of all: who finds None here writes to the engine that is there.
                self.why_read_only = why
        return self.why_read_only

    def close(self) -> None:
        """Let go of files and connections."""
        self.engine.dispose()
        if self._keeper is not None:
            self._keeper.close()

    def _why_home_is_read_only(self) -> Message | None:
        try:
            with saying_why(self.home):
                durable.probe(self.home)
        except CannotSave as refusal:
            return refusal.message
        return None

    def _file(self, why: Message | None) -> tuple[Engine, Message | None]:
        """The engine of the file in the home, and why it only reads; `why` is what speaks against writing already."""
        path = self.home / FILE
        if why is not None:
            return self._readable(path), why
        engine = file_engine(path)
        try:
            migrate(engine, self.home)
        except DBAPIError as error:
            engine.dispose()
            why = why_not_stored(error, self.home)
            if why is None:
                raise
            if is_damaged(error):
                raise Refusal(why) from error
            return self._readable(path), why
        except Refusal:
            engine.dispose()
            raise
        return engine, None

    def _readable(self, path: Path) -> Engine:
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
                    return engine
            except DBAPIError:
                pass
            engine.dispose()
        try:
            engine, keeper = memory_engine(origin)
        except (OSError, sqlite3.Error) as error:
            where = str(self.home)
            raise Refusal("The store in {folder} cannot be read: {why}.", folder=where, why=str(error)) from error
        migrate(engine, self.home)
        only_read(engine)
        if self._keeper is not None:
            self._keeper.close()
        self._keeper = keeper
        return engine

    @contextmanager
    def _saying_why(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            why = why_not_stored(error, self.home)
            if why is None:
                raise
            raise CannotSave(why) from error
        except SQLAlchemyError as error:
            if "QueuePool limit" not in str(error):
                raise
            raise Refusal("Too many people are saving just now. Try again in a moment.") from error


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
