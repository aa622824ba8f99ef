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
    PATIENCE_SECONDS,
    READS,
    file_engine,
    file_identity,
    must_answer,
    server_engine,
)
from kam_core.store.database.integrity import check, is_broken
from kam_core.store.database.migration import is_current, migrate
from kam_core.store.database.schema import AUDIT, AUDIT_HEAD
from kam_core.store.database.sqlite_file import FILE, Opened, open_file
from kam_core.store.files import durable_files
from kam_core.store.home_lock import HomeLock
from kam_core.store.save_errors import CorruptFileError, SaveError, damaged, gone, saying_why, why_not_stored
from kam_core.vocabulary.message import Message, UserError


class Database:
    """Transactions on the tables of `schema`.

    why_read_only: why nothing can be saved, None where saving works. On SQLite everything can still be read then; a
    server keeps rows also where the home folder takes no files. damage: the rows that lists have left out.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self.home = home.absolute()
        self.on_server = bool(url)
        self.damage: set[rows.Damage] = set()
        self._retrying = threading.RLock()
        self._turn = threading.Lock()
        self.why_read_only = self._why_home_is_read_only()
        self._lock = HomeLock.shared(self.home)
        try:
            if url:
                self._opened = self._on_server(url)
            else:
                self._opened, self.why_read_only = open_file(self.home, self.why_read_only)
            self._first = self._first_entry(self.engine)
        except BaseException:
            self._lock.release()
            raise

    @property
    def engine(self) -> Engine:
        """What connections are made by."""
        return self._opened.engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that sees everything before it and nobody beside it. Refuses where nothing can be saved."""
        why = None if self.on_server else self.retry()
        if why is not None:
            raise SaveError(why)
        with self._in_turn(), self._saying_why():
            self.must_be_here()
            opened = self._opened
            with opened.engine.begin() as connection:
                connection.execution_options(**{rows.DAMAGE: self.damage})
                if self.on_server:
                    # What BEGIN IMMEDIATE is to SQLite: from here on, one writer after the other.
                    connection.execute(select(AUDIT_HEAD.c.seq).with_for_update())
                yield connection
                if self._first is None:
                    self._first = _first_entry(connection)
            if self._has_lost_its_log():
                # The next connection begins a new one; closing these lets SQLite take over what is in the old one.
                opened.engine.dispose()
                raise SaveError(gone(self.home))
            if self._is_elsewhere(opened):
                # Saved, but into a home that is another's by now: whoever asked must not count on it.
                raise SaveError(gone(self.home))

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
        options: dict[str, object] = {READS: True, rows.DAMAGE: self.damage}
        if self.on_server:
            options |= {"isolation_level": "REPEATABLE READ"}
        with self._saying_why():
            self.must_be_here()
            with self.engine.connect() as connection:
                yield connection.execution_options(**options)

    def must_be_here(self) -> None:
        """Refuses where the home is not the one that was opened; one of the same store in its place is opened."""
        if not self._is_elsewhere(self._opened):
            return
        with self._retrying:
            if self._is_elsewhere(self._opened):
                self._follow()

    def retry(self) -> Message | None:
        """Why nothing can be saved, looked at again: a disk may have room by now. Cheap where saving works."""
        try:
            self.must_be_here()
        except UserError as refusal:
            return refusal.message
        if self.why_read_only is None:
            return None
        with self._retrying:
            if self.why_read_only is not None:
                why = self._why_home_is_read_only()
                if why is None and not self.on_server:
                    before = self._opened
                    self._opened, why = open_file(self.home, None)
                    before.close()
                # Last of all: who finds None here writes to the engine that is there.
                self.why_read_only = why
        return self.why_read_only

    def check(self) -> None:
        """Refuses a file that is not whole: pages, indexes and references between rows."""
        if not self.on_server:
            with self.reading() as connection:
                check(connection, self.home)

    def close(self) -> None:
        """Let go of files and connections."""
        self._opened.close()
        self._lock.release()

    def _is_elsewhere(self, opened: Opened) -> bool:
        return opened.here is not None and file_identity(self._place) != opened.here

    def _has_lost_its_log(self) -> bool:
        """Whether the log in which SQLite keeps what was saved last has been deleted under it."""
        return not self.on_server and not (self.home / f"{FILE}-wal").exists()

    @property
    def _place(self) -> Path:
        return self.home if self.on_server else self.home / FILE

    def _follow(self) -> None:
        """Open what lies in the home's place now, if it is of this store."""
        here = file_identity(self._place)
        if here is None or not self._is_ours():
            raise SaveError(gone(self.home))
        lock, before = HomeLock.shared(self.home), self._opened
        if self.on_server:
            self._opened = Opened(self.engine, here)
        else:
            self._opened, self.why_read_only = open_file(self.home, self._why_home_is_read_only())
            before.close()
        self._lock.release()
        self._lock = lock
        self.damage.clear()

    def _is_ours(self) -> bool:
        """Whether the home in the place of ours is one of this store: it begins with the same entry."""
        if self.on_server:
            marker = self.home / "blobs" / "store"
            with saying_why(self.home):
                return marker.exists() and marker.read_text(encoding="ascii", errors="replace") == self._first
        engine = file_engine(self._place, query="mode=ro")
        try:
            return is_current(engine) and (self._first is None or self._first_entry(engine) == self._first)
        except DBAPIError:
            return False
        finally:
            engine.dispose()

    def _first_entry(self, engine: Engine) -> str | None:
        """The hash of the first audit entry, which no other store has; None where there is none or it is damaged."""
        try:
            with engine.connect() as connection:
                return _first_entry(connection.execution_options(**{READS: True}))
        except (DBAPIError, UserError):
            return None

    def _why_home_is_read_only(self) -> Message | None:
        try:
            with saying_why(self.home):
                durable_files.probe(self.home)
        except SaveError as refusal:
            return refusal.message
        return None

    def _on_server(self, url: str) -> Opened:
        engine = server_engine(url)
        try:
            must_answer(engine, self.home)
            with self._saying_why(engine):
                migrate(engine, self.home)
        except UserError:
            engine.dispose()
            raise
        return Opened(engine, file_identity(self.home))

    @contextmanager
    def _saying_why(self, engine: Engine | None = None) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            why = why_not_stored(error, self.home)
            if why is None and is_broken(engine or self.engine):
                why = damaged(self.home)
            if why is None:
                raise
            kind = CorruptFileError if why == damaged(self.home) else SaveError
            raise kind(why) from error
        except UnicodeDecodeError as error:
            # The driver reads its own messages, in which a damaged schema is quoted.
            raise CorruptFileError(damaged(self.home)) from error
        except SQLAlchemyError as error:
            if "QueuePool limit" not in str(error):
                raise
            raise UserError("Too many people are saving just now. Try again in a moment.") from error


def _first_entry(connection: Connection) -> str | None:
    found = rows.scalar(connection, select(AUDIT.c.hash).where(AUDIT.c.seq == 1))
    return None if found is None else str(found)
