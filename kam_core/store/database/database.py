"""The one database of a home: SQLite in the folder, or PostgreSQL; opened for writing where that is possible."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kam_core.store.database import rows
from kam_core.store.database.connection import (
    BUSY_TIMEOUT_SECONDS,
    READ_ONLY,
    file_engine,
    file_identity,
    require_connection,
    server_engine,
)
from kam_core.store.database.integrity import check, is_broken
from kam_core.store.database.migration import is_current, migrate
from kam_core.store.database.schema import AUDIT, AUDIT_HEAD
from kam_core.store.database.sqlite_file import FILE, OpenDatabase, open_file
from kam_core.store.files import durable_files
from kam_core.store.home_lock import HomeLock
from kam_core.store.save_errors import (
    CorruptFileError,
    SaveError,
    damaged_message,
    database_error_message,
    moved_message,
    translated_os_errors,
)
from kam_core.vocabulary.message import Message, UserError


class Database:
    """Transactions on the tables of `schema`.

    why_read_only: why nothing can be saved, None where saving works; reading works all the same, and a server takes
    rows also where the home folder takes no files. damage: the rows that lists have left out.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self.home = home.absolute()
        self.on_server = bool(url)
        self.damage: set[rows.Damage] = set()
        self._reopening = threading.RLock()
        self._write_lock = threading.Lock()
        self.why_read_only = self._why_home_is_read_only()
        self._lock = HomeLock.shared(self.home)
        try:
            if url:
                self._open_database = self._on_server(url)
            else:
                self._open_database, self.why_read_only = open_file(self.home, self.why_read_only)
            self._first_hash = self._first_hash_of(self.engine)
        except BaseException:
            self._lock.release()
            raise

    @property
    def engine(self) -> Engine:
        """The engine in use."""
        return self._open_database.engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A serialised write transaction. Refuses where nothing can be saved."""
        why = None if self.on_server else self.recheck()
        if why is not None:
            raise SaveError(why)
        with self._one_writer(), self._translated_errors():
            self.require_same_home()
            opened = self._open_database
            with opened.engine.begin() as connection:
                connection.execution_options(**{rows.DAMAGE: self.damage})
                if self.on_server:
                    # Like BEGIN IMMEDIATE of SQLite: from here on, one writer after the other.
                    connection.execute(select(AUDIT_HEAD.c.seq).with_for_update())
                yield connection
                if self._first_hash is None:
                    self._first_hash = _first_hash(connection)
            if self._has_lost_its_wal():
                # The next connection starts a new log; closing these lets SQLite merge the old one.
                opened.engine.dispose()
                raise SaveError(moved_message(self.home))
            if self._was_replaced(opened):
                # Saved, but into a home that was moved away meanwhile: the caller must not rely on it.
                raise SaveError(moved_message(self.home))

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """One writer of this process after the other: waiting in SQLite would sleep up to a tenth of a second and
        occupy one of a few connections. After the timeout SQLite itself raises the error."""
        acquired = not self.on_server and self._write_lock.acquire(timeout=BUSY_TIMEOUT_SECONDS)
        try:
            yield
        finally:
            if acquired:
                self._write_lock.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction: all reads see the same state."""
        options: dict[str, object] = {READ_ONLY: True, rows.DAMAGE: self.damage}
        if self.on_server:
            options |= {"isolation_level": "REPEATABLE READ"}
        with self._translated_errors():
            self.require_same_home()
            with self.engine.connect() as connection:
                yield connection.execution_options(**options)

    def require_same_home(self) -> None:
        """Raise where the home was replaced by another store; a home of the same store in its place is opened."""
        if not self._was_replaced(self._open_database):
            return
        with self._reopening:
            if self._was_replaced(self._open_database):
                self._reopen()

    def recheck(self) -> Message | None:
        """Check again why nothing can be saved: a disk may have room by now. Cheap where saving works."""
        try:
            self.require_same_home()
        except UserError as refusal:
            return refusal.message
        if self.why_read_only is None:
            return None
        with self._reopening:
            if self.why_read_only is not None:
                why = self._why_home_is_read_only()
                if why is None and not self.on_server:
                    before = self._open_database
                    self._open_database, why = open_file(self.home, None)
                    before.close()
                # Last of all: another thread that reads None here writes to the new engine.
                self.why_read_only = why
        return self.why_read_only

    def check(self) -> None:
        """Refuse a damaged file: pages, indexes and references between rows."""
        if not self.on_server:
            with self.reading() as connection:
                check(connection, self.home)

    def close(self) -> None:
        """Close files and connections."""
        self._open_database.close()
        self._lock.release()

    def _was_replaced(self, opened: OpenDatabase) -> bool:
        return opened.identity is not None and file_identity(self._path) != opened.identity

    def _has_lost_its_wal(self) -> bool:
        """Whether the write-ahead log of SQLite, with the last writes, was deleted while it was open."""
        return not self.on_server and not (self.home / f"{FILE}-wal").exists()

    @property
    def _path(self) -> Path:
        return self.home if self.on_server else self.home / FILE

    def _reopen(self) -> None:
        """Open the database that is in the place of the home now, if it is of this store."""
        identity = file_identity(self._path)
        if identity is None or not self._is_same_store():
            raise SaveError(moved_message(self.home))
        lock, before = HomeLock.shared(self.home), self._open_database
        if self.on_server:
            self._open_database = OpenDatabase(self.engine, identity)
        else:
            self._open_database, self.why_read_only = open_file(self.home, self._why_home_is_read_only())
            before.close()
        self._lock.release()
        self._lock = lock
        self.damage.clear()

    def _is_same_store(self) -> bool:
        """Whether the home in its place is of the same store: its audit log begins with the same entry."""
        if self.on_server:
            marker = self.home / "blobs" / "store"
            with translated_os_errors(self.home):
                return marker.exists() and marker.read_text(encoding="ascii", errors="replace") == self._first_hash
        engine = file_engine(self._path, query="mode=ro")
        try:
            return is_current(engine) and (self._first_hash is None or self._first_hash_of(engine) == self._first_hash)
        except DBAPIError:
            return False
        finally:
            engine.dispose()

    def _first_hash_of(self, engine: Engine) -> str | None:
        """The hash of the first audit entry, unique to a store; None where there is none or it is damaged."""
        try:
            with engine.connect() as connection:
                return _first_hash(connection.execution_options(**{READ_ONLY: True}))
        except (DBAPIError, UserError):
            return None

    def _why_home_is_read_only(self) -> Message | None:
        try:
            with translated_os_errors(self.home):
                durable_files.probe(self.home)
        except SaveError as refusal:
            return refusal.message
        return None

    def _on_server(self, url: str) -> OpenDatabase:
        engine = server_engine(url)
        try:
            require_connection(engine, self.home)
            with self._translated_errors(engine):
                migrate(engine, self.home)
        except UserError:
            engine.dispose()
            raise
        return OpenDatabase(engine, file_identity(self.home))

    @contextmanager
    def _translated_errors(self, engine: Engine | None = None) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            why = database_error_message(error, self.home)
            if why is None and is_broken(engine or self.engine):
                why = damaged_message(self.home)
            if why is None:
                raise
            kind = CorruptFileError if why == damaged_message(self.home) else SaveError
            raise kind(why) from error
        except UnicodeDecodeError as error:
            # The driver reads its own messages, in which a damaged schema is quoted.
            raise CorruptFileError(damaged_message(self.home)) from error
        except SQLAlchemyError as error:
            if "QueuePool limit" not in str(error):
                raise
            raise UserError("Too many people are saving right now. Try again in a moment.") from error


def _first_hash(connection: Connection) -> str | None:
    first = rows.scalar(connection, select(AUDIT.c.hash).where(AUDIT.c.seq == 1))
    return None if first is None else str(first)
