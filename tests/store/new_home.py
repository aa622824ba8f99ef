"""An empty store for each test, copied instead of migrated anew."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kam_core.store.database import sqlite_file
from kam_core.store.files import durable_files
from kam_core.store.store import Store


def migrated_file(folder: Path) -> Path:
    """The database file of an empty store, made in `folder` by all migrations."""
    Store.open(folder).close()
    return folder / sqlite_file.FILE


def copy_into(home: Path, template: Path) -> None:
    """Make the database of a home a copy of the template; nothing where one is there."""
    if not any(home.glob(f"{sqlite_file.FILE}*")):
        shutil.copyfile(template, home / sqlite_file.FILE)
        (home / sqlite_file.FILE).chmod(0o600)


@contextmanager
def copied_stores(folder: Path) -> Iterator[None]:
    """Within it the database of a new home is a copy of one that was migrated once, in `folder`; tests/store/database
    holds that migrations themselves do what they should."""
    template, open_for_writing = migrated_file(folder), sqlite_file._open_for_writing

    def copied(path: Path, home: Path) -> Any:
        if home.parent.is_dir():
            durable_files.make_folder(home)
            copy_into(home, template)
        return open_for_writing(path, home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_file, "_open_for_writing", copied)
        yield
