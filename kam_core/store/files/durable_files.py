"""Atomic, durable file writes: a file is complete or absent, also after a power cut."""

from __future__ import annotations

import contextlib
import os
import secrets
from io import FileIO
from pathlib import Path

DRAFT = ".writing-"
"""Prefix of the name of a file until it is complete."""
FOLDER_MODE, FILE_MODE = 0o700, 0o600
"""Only the account that runs the app may read stored files, whatever its umask."""


def open_private(path: Path | str, flags: int) -> int:
    """A descriptor of the file; one that is made is readable by its owner alone. The `opener` of `open`."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), FILE_MODE)


def new_file(path: Path) -> FileIO:
    """A new file, open for writing, readable by its owner alone. Raises OSError, also where one is there."""
    return FileIO(path, "xb", opener=open_private)


def write(file: FileIO, content: bytes) -> None:
    """Write all of the content; the operating system may take it in chunks."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def sync(descriptor: int) -> None:
    """Wait until the disk has it."""
    os.fsync(descriptor)


def rename(draft: Path, target: Path) -> None:
    """Give the file its name, in one step, over one that may be there."""
    draft.replace(target)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder; Windows writes them by itself and offers no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def write_file(target: Path, content: bytes) -> None:
    """Write a file: draft, sync, rename, sync the folder. Raises OSError; then no half file has the name."""
    draft = target.parent / f"{DRAFT}{secrets.token_hex(8)}"
    try:
        with new_file(draft) as file:
            write(file, content)
            sync(file.fileno())
        rename(draft, target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def create_file(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises OSError.

    Of several processes that do so at once, one creates it; the others get a FileExistsError.
    """
    draft = target.parent / f"{DRAFT}{secrets.token_hex(8)}"
    try:
        with new_file(draft) as file:
            write(file, content)
            sync(file.fileno())
        os.link(draft, target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """The folder and those above it, their names safely on the disk. Raises OSError."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(FOLDER_MODE, exist_ok=True)
        try:
            sync_folder(path.parent)
        except OSError:
            # The next call would take a folder that stays for a synced one.
            with contextlib.suppress(OSError):
                path.rmdir()
            raise


def probe(folder: Path) -> None:
    """Raise the OSError that a write in the folder would raise."""
    make_folder(folder)
    draft = folder / f"{DRAFT}{secrets.token_hex(8)}"
    try:
        with new_file(draft) as file:
            write(file, b"?")
            sync(file.fileno())
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
