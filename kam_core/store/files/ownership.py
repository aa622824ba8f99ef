"""Ownership of the files in a home: nothing is removed where they may belong to another store."""

from __future__ import annotations

from sqlalchemy import select

from kam_core.store.database import rows
from kam_core.store.database.database import Database
from kam_core.store.database.schema import AUDIT
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.files import durable_files
from kam_core.store.files.objects import ObjectStore
from kam_core.store.save_errors import translated_os_errors

MARKER = "store"


def owns_files(database: Database, objects: ObjectStore) -> bool:
    """Whether the files belong to this store: the hash of its first audit entry is written beside them.

    A missing mark is written, and the answer is still no: after KAM_DATABASE_URL was set to a new database by mistake,
    all files of the former one are still there. `SaveError` where it cannot be written.
    """
    with database.reading() as connection:
        first: str | None = rows.scalar(connection, select(AUDIT.c.hash).where(AUDIT.c.seq == 1))
    if first is None or (database.on_server and (database.home / FILE).exists()):
        return False
    marker = objects.folder / MARKER
    with translated_os_errors(objects.home):
        if marker.exists():
            return marker.read_text(encoding="ascii", errors="replace") == first
        durable_files.make_folder(marker.parent)
        durable_files.write_file(marker, first.encode("ascii"))
    return False
