"""Files that are either there whole or not at all, also after a power cut; every durable write goes through here."""

from __future__ import annotations

import contextlib
import os
import secrets
from io import FileIO
from pathlib import Path

DRAFT = ".writing-"
"""How the name of a file begins until it is whole."""
FOLDER_MODE, FILE_MODE = 0o700, 0o600
"""What is kept is for the account alone that runs the app, whatever umask that has."""


def open_private(path: Path | str, flags: int) -> int:
    """A descriptor of the file; one that is made is readable by its owner alone. The `opener` of `open`."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), FILE_MODE)


def new_file(path: Path) -> FileIO:
    """A new file, open for writing, readable by its owner alone. Raises OSError, also where one is there."""
    return FileIO(path, "xb", opener=open_private)


def write(file: FileIO, content: bytes) -> None:
    """All of the content; the operating system may take it in pieces."""
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
    """Wait until the disk has the names in a folder; Windows keeps them by itself and offers no such call."""
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
    for place in reversed(missing):
        place.mkdir(FOLDER_MODE, exist_ok=True)
        try:
            sync_folder(place.parent)
        except OSError:
            # A folder that stays would be taken for a safe one the next time.
            with contextlib.suppress(OSError):
                place.rmdir()
            raise


def probe(folder: Path) -> None:
    """Raise the OSError that writing here would meet."""
    make_folder(folder)
    draft = folder / f"{DRAFT}{secrets.token_hex(8)}"
    try:
        with new_file(draft) as file:
            write(file, b"?")
            sync(file.fileno())
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
