"""Secret key of a home that signs the cookies of browsers: created once, shared by all processes."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from kam_core.store.files import durable_files

FILE = "browser.key"
LENGTH = 32


def browser_key(home: Path) -> bytes | None:
    """The key of a home folder, created if missing; None where it can neither be read nor written."""
    path = home / FILE
    try:
        if not path.exists():
            durable_files.make_folder(home)
            with contextlib.suppress(FileExistsError):
                durable_files.create_file(path, secrets.token_bytes(LENGTH))
        key = path.read_bytes()
    except OSError:
        return None
    # A truncated file signs nothing.
    return key if len(key) == LENGTH else None


def copy_key(home: Path, restored: Path) -> None:
    """Give a restored home the key of the one that it replaces: browsers keep their workspaces. Raises OSError."""
    path = home / FILE
    if path.exists():
        durable_files.create_file(restored / FILE, path.read_bytes())
