"""Why something could not be saved, in words: a full disk, a folder that may only be read, a busy database."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kam_core.vocabulary.message import Message, UserError

_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT}

_SQL_READ_ONLY = ("readonly database", "read-only transaction", "attempt to write a readonly")
_SQL_FULL = ("disk is full", "no space left", "could not extend file")
_SQL_BROKEN = ("disk i/o error",)
_SQL_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")
_SQL_CLOSED = ("unable to open database file",)
_SQL_ALONE = (
    "connection to server",
    "the connection is",
    "server closed the connection",
    "terminating connection",
    "connection has been closed",
    "the database system is",
)
_SQL_REFUSED = ("password", "authentication", "no pg_hba.conf entry", "role ")
_SQL_DAMAGED = ("file is not a database", "malformed", "unsupported file format")
MOVED = "the database was moved or replaced"
"""What our own engine says where another file lies at its place."""


class SaveError(UserError):
    """Nothing was saved: the disk, the folder or the database does not take it. What is there stays as it is."""


class CorruptFileError(SaveError):
    """What is in the store cannot be read, or is not as it was written."""


def why_not_written(error: OSError, place: Path) -> Message:
    """The sentence for an error of the file system."""
    where = str(place)
    if error.errno in _READ_ONLY:
        return Message(
            "Nothing can be saved: the folder {folder} may only be read. Let its owner allow writing, "
            "or set KAM_HOME to another folder.",
            folder=where,
        )
    if error.errno in _FULL:
        return Message(
            "Nothing can be saved: the disk that holds {folder} is full. Free some space and try again.", folder=where
        )
    if error.errno == errno.EFBIG:
        return Message(
            "Nothing can be saved: the system limits how large a file in {folder} may be. Raise the limit and "
            "try again.",
            folder=where,
        )
    why = error.strerror or str(error)
    return Message("Nothing can be saved in {folder}: {why}. Check the disk and try again.", folder=where, why=why)


def why_not_stored(error: DBAPIError, place: Path) -> Message | None:
    """The sentence for an error of the database; None where it is a mistake of ours."""
    said, where = str(error.orig).lower(), str(place)
    if is_damaged(error):
        return damaged(place)
    if MOVED in said:
        return gone(place)
    if any(words in said for words in _SQL_READ_ONLY):
        return Message("Nothing can be saved: the database may only be read. Let its owner allow writing.")
    if any(words in said for words in _SQL_FULL):
        return Message("Nothing can be saved: the disk of the database is full. Free some space and try again.")
    if any(words in said for words in _SQL_BROKEN):
        return Message(
            "Nothing can be saved: the disk that holds {folder} reports an error or is full. Check it and try again.",
            folder=where,
        )
    if any(words in said for words in _SQL_BUSY):
        return Message("Somebody else is saving just now. Nothing was changed; try again.")
    if any(words in said for words in _SQL_CLOSED):
        return Message("The database in {folder} cannot be opened. Check the rights of its files.", folder=where)
    if any(words in said for words in _SQL_REFUSED):
        return Message("The database refuses the name or the password in KAM_DATABASE_URL. Check both.")
    if "database" in said and "does not exist" in said:
        return Message("KAM_DATABASE_URL names a database that the server does not have. Create it or check the name.")
    if any(words in said for words in _SQL_ALONE):
        return Message("The database does not answer. Check that it is running and try again.")
    return None


def damaged(place: Path) -> Message:
    """The sentence for a database whose file is not whole."""
    return Message("The database in {folder} is damaged. Restore a backup.", folder=str(place))


def gone(place: Path) -> Message:
    """The sentence for a home that is not where it was when it was opened."""
    return Message(
        "Nothing can be saved: the store in {folder} was moved, deleted or replaced while the app was running. Put it "
        "back or restore a backup there; the app then goes on by itself.",
        folder=str(place),
    )


def is_damaged(error: DBAPIError) -> bool:
    """Whether the file of the database is not one any more."""
    return any(words in str(error.orig).lower() for words in _SQL_DAMAGED)


@contextmanager
def saying_why(place: Path) -> Iterator[None]:
    """Errors of the file system become `SaveError`."""
    try:
        yield
    except OSError as error:
        raise SaveError(why_not_written(error, place)) from error
