"""Create SQLAlchemy engines for SQLite (write-ahead log) and PostgreSQL."""

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
from kam_core.store.save_errors import MOVED, database_error_message
from kam_core.vocabulary.message import Message, UserError

BUSY_TIMEOUT_SECONDS = 30.0
READ_ONLY = "kam_reads"
"""Execution option of a connection that only reads."""
_RETRY_PAUSE_SECONDS = 0.05
WRITABLE = "mode=rw"


def file_identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of a file: the same after a rename, others after a restore; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def file_engine(path: Path, *, query: str = WRITABLE) -> Engine:
    """SQLite in a file; `query` is the part of SQLite's URI with the open mode.

    A missing file is created if it is to be writable; raises OSError where that fails. A file that replaces it later
    gets no connection.
    """
    if query == WRITABLE and not path.exists():
        with contextlib.suppress(FileExistsError):
            durable_files.new_file(path).close()
    uri = f"{path.absolute().as_uri()}?{query}"
    identity = file_identity(path)

    def connect() -> sqlite3.Connection:
        connection = _connect(uri)
        if file_identity(path) != identity:
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
    """SQLite in memory, a copy of a file; and the connection that keeps the copy alive.

    The file and its write-ahead log are copied to a temporary folder first: SQLite cannot read that log within a
    read-only folder.
    """
    uri = f"file:kam-{secrets.token_hex(8)}?mode=memory&cache=shared"
    memory_connection = _connect(uri)
    if origin is not None:
        with tempfile.TemporaryDirectory() as folder:
            for ending in ("", "-wal"):
                source = origin.with_name(origin.name + ending)
                if source.exists():
                    shutil.copyfile(source, Path(folder) / source.name)
            with closing(sqlite3.connect(Path(folder) / origin.name)) as copy:
                copy.backup(memory_connection)
    return _sqlite_engine(lambda: _connect(uri)), memory_connection


def forbid_writes(engine: Engine) -> None:
    """Forbid writes on all connections: what is written to memory would be acknowledged and lost."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _forbid_writes(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")


def server_engine(url: str) -> Engine:
    """PostgreSQL. Refuses an address of another kind; no message ever quotes the password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # Not "from": the error may quote the address.
        raise UserError(
            "KAM_DATABASE_URL is not a database address. Expected format: {example}.", example=_EXAMPLE
        ) from None
    if address.drivername.split("+")[0] not in ("postgresql", "postgres"):
        raise UserError(
            "KAM_DATABASE_URL has an unsupported database type. Expected format: {example}.",
            example=_EXAMPLE,
        )
    return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)


def require_connection(engine: Engine, home: Path) -> None:
    """Refuse a server that takes no connection; the message is without its address, which has the password."""
    try:
        engine.connect().close()
    except DBAPIError as error:
        raise UserError(
            database_error_message(error, home)
            or Message("The database in KAM_DATABASE_URL cannot be opened. Check host, port and options.")
        ) from None


_EXAMPLE = "postgresql://user:password@host/database"


def _connect(uri: str) -> sqlite3.Connection:
    # The driver's own implicit transactions would begin as readers and fail when two of them turn writers.
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False
    )
    # A text that is not UTF-8 would end the query in the driver's own decoding; `rows` finds the surrogates instead.
    connection.text_factory = _decode
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Set the mode, which stays in the file; while another process sets it, SQLite does not wait by itself."""
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_PAUSE_SECONDS)


def _sqlite_engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
