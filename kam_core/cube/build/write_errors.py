"""Why a cube could not be written, in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kam_core.vocabulary.message import Message, UserError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FULL_WORDS = ("no space left", "quota exceeded")


def why(error: Exception, folder: Path) -> Message:
    """The sentence for an error of the file system; the cube of before is as it was."""
    number = getattr(error, "errno", None)
    if number in _FULL or any(words in str(error).lower() for words in _FULL_WORDS):
        return Message(
            "The cube in {folder} was not renewed: the disk is full. Free some space and build again; "
            "what is done will not be done again.",
            folder=str(folder),
        )
    reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
    return Message(
        "The cube in {folder} was not renewed: {why}. Check the folder and the disk, and build again.",
        folder=str(folder),
        why=str(reason).rstrip("."),
    )


@contextmanager
def saying_why(folder: Path) -> Iterator[None]:
    """Errors of the file system become refusals."""
    try:
        yield
    except OSError as error:
        raise UserError(why(error, folder)) from error
