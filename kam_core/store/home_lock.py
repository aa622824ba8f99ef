"""Hold a home: everybody who has it open shares the lock, and who replaces it needs it alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

NAME = ".lock"
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}


class HomeInUseError(UserError):
    """Another process holds the home."""


class HomeLock:
    """A lock on a home until `release` or until the process ends, however it ends."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    @classmethod
    def none(cls) -> HomeLock:
        """Holds nothing."""
        return cls(None)

    @property
    def held(self) -> bool:
        """Whether it holds the home."""
        return self._descriptor is not None

    @classmethod
    def shared(cls, home: Path) -> HomeLock:
        """The lock of one who works in the home. Refuses while another process replaces it.

        Holds nothing where the folder takes no file: nobody can put another one in its place unseen, because the
        database is compared at every write.
        """
        try:
            descriptor = durable_files.open_private(home / NAME, os.O_RDWR | os.O_CREAT)
        except OSError:
            return cls(None)
        if not _locked(descriptor, alone=False):
            os.close(descriptor)
            raise HomeInUseError(
                "A backup is being restored into {folder} just now. Wait until that is done and try again.",
                folder=str(home),
            )
        return cls(descriptor)

    @classmethod
    def alone(cls, home: Path) -> HomeLock:
        """The lock of one who replaces the home. Refuses while anybody works in it."""
        if not home.is_dir():
            return cls(None)
        try:
            descriptor = durable_files.open_private(home / NAME, os.O_RDWR | os.O_CREAT)
        except OSError:
            return cls(None)
        if not _locked(descriptor, alone=True):
            os.close(descriptor)
            raise HomeInUseError(
                "The store in {folder} is in use by a running app or command. Stop it and try again; --force restores "
                "all the same.",
                folder=str(home),
            )
        return cls(descriptor)

    def release(self) -> None:
        """Let go of it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _locked(descriptor: int, *, alone: bool) -> bool:
    if os.name == "nt":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        # A file system without locks gives none to anybody.
        return error.errno not in _TAKEN
    return True
