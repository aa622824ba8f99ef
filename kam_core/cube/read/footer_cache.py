"""What was found out about files, kept for the whole process; it counts for the file that it was found in and no other:
the same place on the disk, size and time of change."""

from __future__ import annotations

import os
from threading import Lock
from typing import Generic, Protocol, TypeVar

Identity = tuple[int, int, int, int]


class Sized(Protocol):
    """Whatever knows how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """Bytes."""
        ...


Found = TypeVar("Found", bound=Sized)


def identity_of(status: os.stat_result) -> Identity:
    """What tells a file from the one that had its name before."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


class FileMemory(Generic[Found]):
    """What was found, by path. Beyond `most_bytes` goes what was not asked for longest."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.nbytes = most_bytes, 0
        self._kept: dict[str, tuple[Identity, Found]] = {}
        self._lock = Lock()

    def get(self, path: str, identity: Identity) -> Found | None:
        """What is known of this very file."""
        with self._lock:
            kept = self._kept.get(path)
            if kept is None or kept[0] != identity:
                return None
            self._kept[path] = self._kept.pop(path)  # Behind all others: it was asked for last.
            return kept[1]

    def put(self, path: str, identity: Identity, found: Found) -> None:
        """Keep it, in place of what was known of another file of this path."""
        with self._lock:
            if path in self._kept:
                self.nbytes -= self._kept.pop(path)[1].nbytes
            self._kept[path] = identity, found
            self.nbytes += found.nbytes
            while self.nbytes > self.most_bytes and len(self._kept) > 1:
                self.nbytes -= self._kept.pop(next(iter(self._kept)))[1].nbytes
