"""Imports: each makes a new snapshot the head of a data set and records its files; the last one can be undone."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import polars as pl
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from kam_core.store import data_sets, entries
from kam_core.store.audit import record
from kam_core.store.audit_comparison import digest
from kam_core.store.conflict import ConflictError
from kam_core.store.data_sets import DataSet
from kam_core.store.database import rows
from kam_core.store.database.column_names import to_columns, to_fields
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import IMPORTS
from kam_core.store.entries import NewEntry
from kam_core.store.files.objects import ObjectStore
from kam_core.store.snapshots import Snapshots
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError


@dataclass(frozen=True)
class SourceFile:
    """A file that was imported: its name as given, the sha256 of its bytes and their number."""

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> SourceFile:
        """From the file's bytes."""
        return cls(name, hashlib.sha256(content).hexdigest(), len(content))


@dataclass(frozen=True)
class Import:
    """One import of a data set. `number` counts them; `before` is the snapshot it replaced, None where the data set
    began with it, `after` the snapshot it brought; `rejected` names the stored rejected rows, None where none were."""

    id: str
    data_set_id: str
    number: int
    at: datetime.datetime
    who: str
    files: tuple[SourceFile, ...]
    before: str | None
    after: str
    summary: Mapping[str, Any]
    rejected: str | None
    undone_at: datetime.datetime | None = None
    undone_by: str | None = None


class Imports:
    """Commits imports, undoes the last one and lists them."""

    def __init__(self, database: Database, objects: ObjectStore, snapshots: Snapshots) -> None:
        self._database = database
        self._objects = objects
        self._snapshots = snapshots

    def commit(
        self,
        *,
        data_set: DataSet | None,
        name: str,
        dataset: Dataset,
        records: Mapping[str, pl.DataFrame] | None,
        files: Sequence[SourceFile],
        summary: Mapping[str, Any],
        rejected: pl.DataFrame | None,
        by: By,
        released: Sequence[NewEntry] = (),
    ) -> Import:
        """Make the imported data the head of a data set, or of a new one of that name where `data_set` is None.

        released: entries that set typed fields back to the imported values; undoing the import withdraws them.

        `data_set` is the one that the caller read: `ConflictError` if it changed since. `summary`: plain JSON values.
        Either all of it is saved or nothing is: files first, then one transaction. `SaveError` where the disk refuses.
        """
        if data_set is not None and data_set.head is not None and self._snapshots.cube(data_set.head) is not None:
            raise UserError(
                "{name} is built from its own files and cannot take imports. Add the new files to them and build "
                "it again, or import them as a new data set.",
                name=data_set.name,
            )
        written = self._snapshots.write(dataset, records)
        has_rejected = rejected is not None and not rejected.is_empty()
        sha = self._objects.put(rejected) if rejected is not None and has_rejected else None
        with self._database.writing() as connection:
            after = self._snapshots.add(connection, written, by.at)
            if rejected is not None and sha is not None and not self._objects.has(sha):
                self._objects.put(rejected)
            if data_set is None:
                before, changed = None, data_sets.begin(connection, name, after, by)
            else:
                before, changed = (
                    data_set.head,
                    data_sets.change(connection, data_set, by, None, head=after, archived=False),
                )
            number = rows.scalar(connection, select(func.max(IMPORTS.c.number)).where(IMPORTS.c.book == changed.id))
            made = Import(
                id=new_id(), data_set_id=changed.id, number=(number or 0) + 1, at=by.at, who=by.name,
                files=tuple(files), before=before, after=after, summary=dict(summary), rejected=sha,
            )  # fmt: skip
            sources = [asdict(file) for file in made.files]
            connection.execute(insert(IMPORTS).values({**to_columns(made), "files": sources}))
            details = {"import": made.id, "before": before, "after": after, "files": sources}
            if answers := made.summary.get("answers"):
                details["answers"] = answers
            # Too long for the log; their digests show a change.
            digests = {
                "summary": digest([made.summary, sha]),
                "manifest": digest(self._snapshots.manifest(connection, after)),
            }
            record(connection, by, "import.commit", changed.id, details | digests)
            for one in released:
                entries.add(connection, replace(one, data_set_id=changed.id, import_id=made.id), by)
        return made

    def undo(self, import_id: str, by: By) -> DataSet:
        """Take an import back: the head of the data set is again the one before; a data set that it began is archived.

        Refuses where a later import lies on top, and one that was undone already. The data set as it is now.
        """
        with self._database.writing() as connection:
            made = _find(connection, import_id)
            if made.undone_at is not None:
                raise UserError("{by} already undid this import at {at}.", by=made.undone_by, at=made.undone_at)
            later = (
                (IMPORTS.c.book == made.data_set_id) & (IMPORTS.c.number > made.number) & IMPORTS.c.undone_at.is_(None)
            )
            if connection.execute(select(func.count()).where(later)).scalar():
                raise UserError("There is a later import. Undo that one first.")
            data_set = data_sets.find(connection, made.data_set_id)
            if data_set is None:
                raise UserError("This data set no longer exists. Upload the file again on the Data page.")
            if data_set.head != made.after:
                raise ConflictError(theirs=data_set, mine=made, by=data_set.changed_by, at=data_set.changed_at)
            # A data set without anything in it is archived; one that was archived by hand stays so.
            archived = data_set.archived or made.before is None
            changed = data_sets.change(connection, data_set, by, None, head=made.before, archived=archived)
            connection.execute(
                update(IMPORTS).where(IMPORTS.c.id == made.id).values(undone_at=by.at, undone_by=by.name)
            )
            details = {"import": made.id, "before": made.after, "after": made.before}
            record(connection, by, "import.undo", made.data_set_id, details)
            entries.withdraw_import(connection, made.id, by)
        return changed

    def find(self, import_id: str) -> Import:
        """The import of that id. Refuses an unknown one."""
        with self._database.reading() as connection:
            return _find(connection, import_id)

    def list(self, data_set_id: str) -> Sequence[Import]:
        """The imports of a data set, the last first, undone ones among them."""
        query = select(IMPORTS).where(IMPORTS.c.book == data_set_id).order_by(IMPORTS.c.number.desc())
        with self._database.reading() as connection:
            return rows.readable(connection, query, _import)

    def rejected(self, import_id: str) -> pl.DataFrame:
        """The rejected rows as they were given to `commit`. Refuses where there were none."""
        sha = self.find(import_id).rejected
        if sha is None:
            raise UserError("No rows were rejected in this import.")
        return self._objects.get(sha)

    def object_names(self, connection: Connection, read: rows.Reader = rows.read_all) -> set[str]:
        """The names of all files of imports; `read` decides about rows that cannot be read."""
        query = select(IMPORTS.c.id, IMPORTS.c.rejected).where(IMPORTS.c.rejected.is_not(None))
        return set(read(connection, query, lambda row: str(row["rejected"])))


def _find(connection: Connection, import_id: str) -> Import:
    found = rows.first(connection, select(IMPORTS).where(IMPORTS.c.id == import_id), _import)
    if found is None:
        raise UserError("This import does not exist.")
    return found


def _import(row: RowMapping) -> Import:
    return Import(**{**to_fields(row), "files": tuple(SourceFile(**file) for file in row["files"])})
