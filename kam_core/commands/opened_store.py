"""Open the store for a command: an existing one, or a new one for imports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kam_core.store.database.connection import require_connection, server_engine
from kam_core.store.database.migration import revision
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.home import database_url, home_folder
from kam_core.store.save_errors import database_error_message
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError


@contextmanager
def opened() -> Iterator[Store]:
    """The store of this machine, created if missing; closed afterwards."""
    store = Store.open(home_folder(os.environ), database_url(os.environ))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def existing_store() -> Iterator[Store]:
    """The store of this machine. Refuses where there is none, and creates nothing: the place may be mistyped."""
    home, url = home_folder(os.environ), database_url(os.environ)
    if url is None and not _is_in(home):
        raise UserError(
            "There is no store in {folder}. Set KAM_HOME to the folder of your store, or create a new one "
            "with `import`.",
            folder=str(home.absolute()),
        )
    if url is not None and not _is_on(url, home):
        raise UserError(
            "There is no store in the database of KAM_DATABASE_URL. Check the address, or create a new store "
            "with `import`."
        )
    with opened() as store:
        yield store


def _is_in(home: Path) -> bool:
    """Whether the folder has a database that is not empty."""
    try:
        return (home / FILE).stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        # The store itself would treat an unreadable folder as an empty one.
        why = error.strerror or str(error)
        raise UserError("{file} cannot be read: {why}.", file=str(home), why=why) from error


def _is_on(url: str, home: Path) -> bool:
    engine = server_engine(url)
    try:
        require_connection(engine, home)
        with engine.connect() as connection:
            return revision(connection) is not None
    except DBAPIError as error:
        why = database_error_message(error, home)
        if why is None:
            raise
        raise UserError(why) from error
    finally:
        engine.dispose()
