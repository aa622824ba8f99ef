"""Lock of a home folder: shared by all processes that have it open, exclusive for the one that replaces it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

NAME = ".lock"
_LOCKED_BY_OTHERS = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}


class HomeInUseError(UserError):
    """Another process has locked the home."""


class HomeLock:
    """A lock on a home until `release` or until the process ends, however it ends."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    @classmethod
    def none(cls) -> HomeLock:
        """A lock of nothing."""
        return cls(None)

    @property
    def is_locked(self) -> bool:
        """Whether the home is locked."""
        return self._descriptor is not None

    @classmethod
    def shared(cls, home: Path) -> HomeLock:
        """The lock for working in the home. Refuses while another process replaces it.

        Locks nothing in a read-only folder: a replaced home is noticed anyway, because the identity of the database is
        compared at every write.
        """
        try:
            descriptor = durable_files.open_private(home / NAME, os.O_RDWR | os.O_CREAT)
        except OSError:
            return cls(None)
        if not _try_lock(descriptor, exclusive=False):
            os.close(descriptor)
            raise HomeInUseError(
                "A backup is being restored to {folder}. Wait until it is finished and try again.",
                folder=str(home),
            )
        return cls(descriptor)

    @classmethod
    def exclusive(cls, home: Path) -> HomeLock:
        """The lock for replacing the home. Refuses while another process works in it."""
        if not home.is_dir():
            return cls(None)
        try:
            descriptor = durable_files.open_private(home / NAME, os.O_RDWR | os.O_CREAT)
        except OSError:
            return cls(None)
        if not _try_lock(descriptor, exclusive=True):
            os.close(descriptor)
            raise HomeInUseError(
                "The store in {folder} is in use by a running app or command. Stop it and try again, or use "
                "--force to restore anyway.",
                folder=str(home),
            )
        return cls(descriptor)

    def release(self) -> None:
        """Release the lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _try_lock(descriptor: int, *, exclusive: bool) -> bool:
    if os.name == "nt":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        # A file system without locks locks nothing for anybody.
        return error.errno not in _LOCKED_BY_OTHERS
    return True
