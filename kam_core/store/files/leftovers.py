"""Remove what killed restores and backups left behind."""

from __future__ import annotations

import contextlib
import re
import shutil
import time
from pathlib import Path

from kam_core.store.files import durable_files
from kam_core.store.home_lock import NAME as LOCK
from kam_core.store.home_lock import HomeInUseError, HomeLock

ABANDONED_SECONDS = 24 * 3600.0
"""Age after which a draft, or a folder without a lock, belongs to no running process."""
_DRAFT = re.compile(rf"{re.escape(durable_files.DRAFT)}[0-9a-f]{{16}}")


def sweep_leftovers(home: Path) -> int:
    """Remove the folders that restores into this home have left behind when they were killed; how many."""
    swept = 0
    ours = re.compile(rf"\.{re.escape(home.name)}-restoring-[0-9a-f]{{8}}")
    with contextlib.suppress(OSError):
        for folder in home.absolute().parent.iterdir():
            if ours.fullmatch(folder.name) and not folder.is_symlink() and _is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
    return swept


def _is_abandoned(folder: Path) -> bool:
    """Whether no process works in the folder any more."""
    if not (folder / LOCK).exists():
        return _age(folder) > ABANDONED_SECONDS
    try:
        HomeLock.exclusive(folder).release()
    except HomeInUseError:
        return False
    return True


def sweep_drafts(folder: Path) -> None:
    """Remove the drafts of backups that were killed."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _DRAFT.fullmatch(path.name) and _age(path) > ABANDONED_SECONDS:
                path.unlink()


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime
