"""One builder at a time in a folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kam_core.cube.build.write_errors import saying_why
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

NAME = ".lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one builder; it is let go when the process ends, however it ends. Refuses a second one."""
    with saying_why(folder):
        durable_files.make_folder(folder)
        descriptor = durable_files.open_private(folder / NAME, os.O_RDWR | os.O_CREAT)
    try:
        _take(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path) -> None:
    if os.name == "nt":
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK):
            raise
        raise UserError(
            "Somebody else is building in {folder} just now. Wait until that is done and try again.",
            folder=str(folder),
        ) from error
