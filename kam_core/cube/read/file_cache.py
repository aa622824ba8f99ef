"""Least-recently-used cache of values read from files, valid for one inode, size and modification time."""

from __future__ import annotations

import os
from threading import Lock
from typing import Generic, Protocol, TypeVar

Identity = tuple[int, int, int, int]


class Sized(Protocol):
    """A value with a known size in memory."""

    @property
    def nbytes(self) -> int:
        """Bytes."""
        ...


Value = TypeVar("Value", bound=Sized)


def identity_of(status: os.stat_result) -> Identity:
    """Device, inode, size and modification time: they change when another file takes the name."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


class FileCache(Generic[Value]):
    """Cache by path. Beyond `max_bytes` the least recently used values are evicted."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.nbytes = max_bytes, 0
        self._entries: dict[str, tuple[Identity, Value]] = {}
        self._lock = Lock()

    def get(self, path: str, identity: Identity) -> Value | None:
        """The value of this very file, None where there is none."""
        with self._lock:
            entry = self._entries.get(path)
            if entry is None or entry[0] != identity:
                return None
            self._entries[path] = self._entries.pop(path)  # Last in the order of eviction.
            return entry[1]

    def put(self, path: str, identity: Identity, value: Value) -> None:
        """Store the value, in place of that of an earlier file of this path."""
        with self._lock:
            if path in self._entries:
                self.nbytes -= self._entries.pop(path)[1].nbytes
            self._entries[path] = identity, value
            self.nbytes += value.nbytes
            while self.nbytes > self.max_bytes and len(self._entries) > 1:
                self.nbytes -= self._entries.pop(next(iter(self._entries)))[1].nbytes
