"""Engines: SQLite with a write-ahead log and full sync, in a file or as a copy in memory; PostgreSQL."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from kam_core.store.files import durable_files
from kam_core.store.save_errors import MOVED, why_not_stored
from kam_core.vocabulary.message import Message, UserError

PATIENCE_SECONDS = 30.0
READS = "kam_reads"
"""The execution option of a connection that only reads."""
_WRITERS_PAUSE_SECONDS = 0.05
WRITABLE = "mode=rw"


def file_identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path: the same one after a rename, another one after a restore; None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def file_engine(path: Path, *, query: str = WRITABLE) -> Engine:
    """SQLite in a file; `query` is the part of SQLite's URI that says how it may be opened.

    A writable file is begun where there is none; raises OSError where that does not work. No connection is ever made
    to another file that is put into its place later.
    """
    if query == WRITABLE and not path.exists():
        with contextlib.suppress(FileExistsError):
            durable_files.new_file(path).close()
    uri = f"{path.absolute().as_uri()}?{query}"
    here = file_identity(path)

    def connect() -> sqlite3.Connection:
        connection = _opened(uri)
        if file_identity(path) != here:
            connection.close()
            raise sqlite3.OperationalError(MOVED)
        try:
            if query == WRITABLE:
                _use_write_ahead_log(connection)
                connection.execute("PRAGMA synchronous=FULL")
        except UnicodeDecodeError as error:
            # The driver reads its own messages, in which a damaged schema is quoted.
            raise sqlite3.DatabaseError("malformed database schema") from error
        return connection

    return _sqlite_engine(connect)


def memory_engine(origin: Path | None) -> tuple[Engine, sqlite3.Connection]:
    """SQLite in memory, filled from a file that stays as it is; and the connection that keeps it alive.

    The copy is taken with the file's write-ahead log, in a folder for temporary files: a folder that may only be read
    does not let SQLite read that log in place.
    """
    uri = f"file:kam-{secrets.token_hex(8)}?mode=memory&cache=shared"
    keeper = _opened(uri)
    if origin is not None:
        with tempfile.TemporaryDirectory() as folder:
            for ending in ("", "-wal"):
                source = origin.with_name(origin.name + ending)
                if source.exists():
                    shutil.copyfile(source, Path(folder) / source.name)
            with closing(sqlite3.connect(Path(folder) / origin.name)) as copy:
                copy.backup(keeper)
    return _sqlite_engine(lambda: _opened(uri)), keeper


def only_read(engine: Engine) -> None:
    """Let no connection write any more: what is written to memory would be acknowledged and lost."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _only_read(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")


def server_engine(url: str) -> Engine:
    """PostgreSQL. Refuses an address of another kind; what it says never holds the password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # Not "from": the error may quote the address.
        raise UserError(
            "KAM_DATABASE_URL is no address of a database. It looks like {example}.", example=_EXAMPLE
        ) from None
    if address.drivername.split("+")[0] not in ("postgresql", "postgres"):
        raise UserError(
            "KAM_DATABASE_URL names a kind of database that is not known here. It looks like {example}.",
            example=_EXAMPLE,
        )
    return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)


def must_answer(engine: Engine, home: Path) -> None:
    """Refuses a server that cannot be connected to, in a sentence without its address, which holds the password."""
    try:
        engine.connect().close()
    except DBAPIError as error:
        raise UserError(
            why_not_stored(error, home)
            or Message("The database that KAM_DATABASE_URL names cannot be opened. Check host, port and options.")
        ) from None


_EXAMPLE = "postgresql://user:password@host/database"


def _opened(uri: str) -> sqlite3.Connection:
    # The driver's own implicit transactions would begin as readers and fail when two of them turn writers.
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    # A text that is no UTF-8 ends the query in the driver's own decoding; `rows` finds what stands here instead.
    connection.text_factory = _decoded
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Kept in the file once it is set; while another process sets it, SQLite does not wait by itself."""
    last = time.monotonic() + PATIENCE_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > last:
                raise
            time.sleep(_WRITERS_PAUSE_SECONDS)


def _sqlite_engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
