"""Model versions of a data set: draft → published → archived; one is published at a time, none is ever deleted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from kam_core.store import published_tiers
from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.column_names import to_columns, to_fields
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import MODELS
from kam_core.store.files.objects import ObjectStore
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import UserError

DRAFT, PUBLISHED, ARCHIVED = "draft", "published", "archived"


@dataclass(frozen=True)
class ModelVersion:
    """One version; `number` counts within the data set, `home` is the view whose numbers its criteria have and whose
    tiers are published, `document` is TOML, `note` says why. Times are UTC."""

    id: str
    data_set_id: str
    home: str
    number: int
    name: str
    status: str
    document: str
    note: str
    created_by: str
    created_at: datetime.datetime
    changed_by: str
    changed_at: datetime.datetime
    published_by: str | None = None
    published_at: datetime.datetime | None = None
    archived_by: str | None = None
    archived_at: datetime.datetime | None = None
    version: int = 1


class Models:
    """Model versions by data set (or "demo"). `home` is a text such as "12/account"."""

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self._database = database
        self._objects = objects

    def published(self, data_set_id: str) -> ModelVersion | None:
        """The published version; None where the built-in model holds."""
        with self._database.reading() as connection:
            return _published(connection, data_set_id)

    def versions(self, data_set_id: str) -> Sequence[ModelVersion]:
        """All versions of a data set, the last first."""
        query = select(MODELS).where(MODELS.c.book == data_set_id).order_by(MODELS.c.number.desc())
        with self._database.reading() as connection:
            return rows.readable(connection, query, _version)

    def find(self, model_id: str) -> ModelVersion:
        """The version of that id. Refuses an unknown one."""
        with self._database.reading() as connection:
            return _find(connection, model_id)

    def save_draft(
        self,
        *,
        data_set_id: str,
        home: str,
        name: str,
        document: str,
        note: str,
        by: By,
        draft: ModelVersion | None = None,
    ) -> ModelVersion:
        """Save a new draft, or `draft` as the caller read it, changed; `ConflictError` where that changed since."""
        values = {"home": home, "name": name, "document": document, "note": note}
        with self._database.writing() as connection:
            if draft is None:
                saved = _begin(connection, data_set_id, values, by)
            else:
                saved = _change(connection, draft, by, DRAFT, **values)
            details = {"number": saved.number, **values}
            record(connection, by, "model.draft", saved.id, {"book": saved.data_set_id, **details})
        return saved

    def publish(
        self,
        *,
        data_set_id: str,
        home: str,
        name: str,
        document: str,
        note: str,
        by: By,
        expected: str | None,
        tiers: pl.DataFrame | None = None,
        dataset: str | None = None,
        as_of: datetime.date | None = None,
        draft: ModelVersion | None = None,
    ) -> ModelVersion:
        """Publish a document as a new version, or as `draft` where that is given; the one before is archived.

        `expected` is the id of the published version that the editor saw, None for the built-in one: `ConflictError` if
        another is published by now. `tiers`: `account_id`, `tier`, `score` of every account under it in its home view;
        saved with the snapshot and the as-of date among the published tiers.
        """
        if tiers is not None:
            tiers = tiers.select(published_tiers.TIER_COLUMNS)
        sha = None if tiers is None else self._objects.put(tiers)
        values: dict[str, Any] = {"home": home, "name": name, "document": document, "note": note}
        with self._database.writing() as connection:
            if tiers is not None and sha is not None and not self._objects.has(sha):
                self._objects.put(tiers)
            before = _published(connection, data_set_id)
            if (None if before is None else before.id) != expected:
                self._raise_conflict(connection, before, expected, values)
            if before is not None:
                _change(connection, before, by, PUBLISHED, status=ARCHIVED, archived_by=by.name, archived_at=by.at)
            saved = _begin(connection, data_set_id, values, by) if draft is None else draft
            values |= {"status": PUBLISHED, "published_by": by.name, "published_at": by.at}
            saved = _change(connection, saved, by, DRAFT, **values)
            published_tiers.add(
                connection,
                data_set_id=data_set_id,
                home=home,
                model=saved.id,
                dataset=dataset,
                as_of=as_of,
                by=by,
                tiers=sha,
            )
            details = {
                "book": data_set_id,
                "home": home,
                "number": saved.number,
                "name": name,
                "note": note,
                "document": document,
            }
            record(connection, by, "model.publish", saved.id, {**details, "before": expected, "tiers": sha})
        return saved

    def archive(self, model: ModelVersion, by: By, reason: str = "") -> ModelVersion:
        """Take a draft or the published version out of use; `ConflictError` where it changed since the caller read it.

        The reason goes into the audit log; the note of the version stays what it was.
        """
        if model.status == ARCHIVED:
            raise UserError("This version is already archived.")
        with self._database.writing() as connection:
            saved = _change(
                connection, model, by, model.status, status=ARCHIVED, archived_by=by.name, archived_at=by.at
            )
            details = {"book": saved.data_set_id, "home": saved.home, "number": saved.number}
            record(connection, by, "model.archive", saved.id, details | ({"reason": reason} if reason else {}))
        return saved

    def reopen(self, model_id: str, by: By) -> ModelVersion:
        """Make a new draft with the document of a version; that version stays as it is."""
        with self._database.writing() as connection:
            old = _find(connection, model_id)
            values = {"home": old.home, "name": old.name, "document": old.document, "note": old.note}
            saved = _begin(connection, old.data_set_id, values, by)
            details = {"book": saved.data_set_id, "home": saved.home, "number": saved.number, "of": old.id}
            record(connection, by, "model.reopen", saved.id, details)
        return saved

    @staticmethod
    def _raise_conflict(
        connection: Connection, before: ModelVersion | None, expected: str | None, mine: dict[str, Any]
    ) -> None:
        if before is not None:
            raise ConflictError(theirs=before, mine=mine, by=before.changed_by, at=before.changed_at)
        assert expected is not None
        gone = _find(connection, expected)
        raise ConflictError(theirs=None, mine=mine, by=gone.changed_by, at=gone.changed_at)


def _published(connection: Connection, data_set_id: str) -> ModelVersion | None:
    wanted = (MODELS.c.book == data_set_id) & (MODELS.c.status == PUBLISHED)
    return rows.first(connection, select(MODELS).where(wanted), _version)


def _find(connection: Connection, model_id: str) -> ModelVersion:
    found = rows.first(connection, select(MODELS).where(MODELS.c.id == model_id), _version)
    if found is None:
        raise UserError("This model version does not exist.")
    return found


def _version(row: RowMapping) -> ModelVersion:
    return ModelVersion(**to_fields(row))


def _begin(connection: Connection, data_set_id: str, values: dict[str, Any], by: By) -> ModelVersion:
    last = rows.scalar(connection, select(func.max(MODELS.c.number)).where(MODELS.c.book == data_set_id)) or 0
    made = ModelVersion(
        id=new_id(), data_set_id=data_set_id, number=last + 1, status=DRAFT, created_by=by.name, created_at=by.at,
        changed_by=by.name, changed_at=by.at, **values,
    )  # fmt: skip
    connection.execute(insert(MODELS).values(to_columns(made)))
    return made


def _change(connection: Connection, model: ModelVersion, by: By, expected_status: str, **values: Any) -> ModelVersion:
    """Change a version as the caller read it, if it still has that status; else `ConflictError`."""
    wanted = replace(model, version=model.version + 1, changed_by=by.name, changed_at=by.at, **values)
    unchanged = (MODELS.c.id == model.id) & (MODELS.c.version == model.version) & (MODELS.c.status == expected_status)
    done = connection.execute(update(MODELS).where(unchanged).values(to_columns(wanted)))
    if done.rowcount != 1:
        theirs = _find(connection, model.id)
        raise ConflictError(theirs=theirs, mine=wanted, by=theirs.changed_by, at=theirs.changed_at)
    return wanted
