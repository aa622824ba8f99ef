"""Lock that allows one build at a time in a folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kam_core.cube.build.write_errors import translate_write_errors
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

NAME = ".lock"


@contextmanager
def exclusive_build(folder: Path) -> Iterator[None]:
    """Lock the folder for one build; the lock ends with the process, however it ends. Refuses a second build."""
    with translate_write_errors(folder):
        durable_files.make_folder(folder)
        descriptor = durable_files.open_private(folder / NAME, os.O_RDWR | os.O_CREAT)
    try:
        _acquire(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: Path) -> None:
    if os.name == "nt":
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK):
            raise
        raise UserError(
            "Someone else is building in {folder}. Wait until it is finished and try again.",
            folder=str(folder),
        ) from error
