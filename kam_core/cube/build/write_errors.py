"""Turn file system errors of a build into messages."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kam_core.vocabulary.message import Message, UserError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FULL_WORDS = ("no space left", "quota exceeded")


def write_error_message(error: Exception, folder: Path) -> Message:
    """The message for an error of the file system; the previous cube is unchanged."""
    number = getattr(error, "errno", None)
    if number in _FULL or any(words in str(error).lower() for words in _FULL_WORDS):
        return Message(
            "The cube in {folder} was not updated: the disk is full. Free some space and build again; finished "
            "parts are not repeated.",
            folder=str(folder),
        )
    reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
    return Message(
        "The cube in {folder} was not updated: {why}. Check the folder and the disk, and build again.",
        folder=str(folder),
        why=str(reason).rstrip("."),
    )


@contextmanager
def translate_write_errors(folder: Path) -> Iterator[None]:
    """Turn errors of the file system into user errors."""
    try:
        yield
    except OSError as error:
        raise UserError(write_error_message(error, folder)) from error
