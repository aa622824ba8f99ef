"""An empty store for each test, copied instead of migrated anew."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kam_core.store.database import sqlite_file
from kam_core.store.store import Store


@contextmanager
def copied_stores(folder: Path) -> Iterator[None]:
    """Within it the database of a new home is a copy of one that was migrated once, in `folder`; tests/store/database
    holds that migrations themselves do what they should."""
    Store.open(folder).close()
    template, open_for_writing = folder / sqlite_file.FILE, sqlite_file._open_for_writing

    def copied(path: Path, home: Path) -> Any:
        if home.is_dir() and not any(home.glob(f"{sqlite_file.FILE}*")):
            shutil.copyfile(template, path)
            path.chmod(0o600)
        return open_for_writing(path, home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_file, "_open_for_writing", copied)
        yield
