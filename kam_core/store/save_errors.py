"""Errors of saving and their messages: a full disk, a read-only folder, a busy or damaged database."""

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
_SQL_IO_ERROR = ("disk i/o error",)
_SQL_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")
_SQL_CANNOT_OPEN = ("unable to open database file",)
_SQL_NO_ANSWER = (
    "connection to server",
    "the connection is",
    "server closed the connection",
    "terminating connection",
    "connection has been closed",
    "the database system is",
)
_SQL_LOGIN_REFUSED = ("password", "authentication", "no pg_hba.conf entry", "role ")
_SQL_DAMAGED = ("file is not a database", "malformed", "unsupported file format")
MOVED = "the database was moved or replaced"
"""Message of our own engine where its file was replaced."""


class SaveError(UserError):
    """Nothing was saved: the disk, the folder or the database refuses it. The stored data are unchanged."""


class CorruptFileError(SaveError):
    """Stored data cannot be read, or are not as they were written."""


def os_error_message(error: OSError, place: Path) -> Message:
    """The message for an error of the file system."""
    where = str(place)
    if error.errno in _READ_ONLY:
        return Message(
            "Nothing can be saved: the folder {folder} is read-only. Ask its owner for write access, or set "
            "KAM_HOME to another folder.",
            folder=where,
        )
    if error.errno in _FULL:
        return Message(
            "Nothing can be saved: the disk with {folder} is full. Free some space and try again.", folder=where
        )
    if error.errno == errno.EFBIG:
        return Message(
            "Nothing can be saved: the system limits the file size in {folder}. Raise the limit and try again.",
            folder=where,
        )
    why = error.strerror or str(error)
    return Message("Nothing can be saved in {folder}: {why}. Check the disk and try again.", folder=where, why=why)


def database_error_message(error: DBAPIError, place: Path) -> Message | None:
    """The message for an error of the database; None for a bug of ours."""
    text, where = str(error.orig).lower(), str(place)
    if is_damage_error(error):
        return damaged_message(place)
    if MOVED in text:
        return moved_message(place)
    if any(words in text for words in _SQL_READ_ONLY):
        return Message("Nothing can be saved: the database is read-only. Ask its owner for write access.")
    if any(words in text for words in _SQL_FULL):
        return Message("Nothing can be saved: the disk of the database is full. Free some space and try again.")
    if any(words in text for words in _SQL_IO_ERROR):
        return Message(
            "Nothing can be saved: the disk with {folder} reports an error or is full. Check it and try again.",
            folder=where,
        )
    if any(words in text for words in _SQL_BUSY):
        return Message("Someone else is saving right now. Nothing was changed; try again.")
    if any(words in text for words in _SQL_CANNOT_OPEN):
        return Message("The database in {folder} cannot be opened. Check the file permissions.", folder=where)
    if any(words in text for words in _SQL_LOGIN_REFUSED):
        return Message("The database rejected the user name or password in KAM_DATABASE_URL. Check both.")
    if "database" in text and "does not exist" in text:
        return Message("The server does not have the database in KAM_DATABASE_URL. Create it or check the name.")
    if any(words in text for words in _SQL_NO_ANSWER):
        return Message("The database does not answer. Check that it is running and try again.")
    return None


def damaged_message(place: Path) -> Message:
    """The message for a damaged database file."""
    return Message("The database in {folder} is damaged. Restore a backup.", folder=str(place))


def moved_message(place: Path) -> Message:
    """The message for a home that was moved or replaced while it was open."""
    return Message(
        "Nothing can be saved: the store in {folder} was moved, deleted or replaced while the app was running. "
        "Move it back or restore a backup there; the app then continues automatically.",
        folder=str(place),
    )


def is_damage_error(error: DBAPIError) -> bool:
    """Whether an error comes from a damaged database file."""
    return any(words in str(error.orig).lower() for words in _SQL_DAMAGED)


@contextmanager
def translated_os_errors(place: Path) -> Iterator[None]:
    """Turn errors of the file system into `SaveError`."""
    try:
        yield
    except OSError as error:
        raise SaveError(os_error_message(error, place)) from error
