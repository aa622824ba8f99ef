"""Whose files lie in a home: nothing is swept where they may be those of another store."""

from __future__ import annotations

from sqlalchemy import select

from kam_core.store.database import rows
from kam_core.store.database.database import Database
from kam_core.store.database.schema import AUDIT
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.files import durable_files
from kam_core.store.files.objects import Blobs
from kam_core.store.save_errors import saying_why

MARKER = "store"


def claimed(database: Database, blobs: Blobs) -> bool:
    """Whether the files are this store's: the hash of its first audit entry is written beside them.

    It is written where no other is, and then the answer is still no: who set KAM_DATABASE_URL to a new database by
    mistake finds all files of the former one. `SaveError` where it cannot be written.
    """
    with database.reading() as connection:
        first: str | None = rows.scalar(connection, select(AUDIT.c.hash).where(AUDIT.c.seq == 1))
    if first is None or (database.on_server and (database.home / FILE).exists()):
        return False
    marker = blobs.folder / MARKER
    with saying_why(blobs.home):
        if marker.exists():
            return marker.read_text(encoding="ascii", errors="replace") == first
        durable_files.make_folder(marker.parent)
        durable_files.write_file(marker, first.encode("ascii"))
    return False
