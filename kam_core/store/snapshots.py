"""Snapshots: immutable versions of the data, each a row that names its Parquet files in the object store."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Connection, RowMapping, insert, select

from kam_core.store.database import rows
from kam_core.store.database.column_types import canonical
from kam_core.store.database.database import Database
from kam_core.store.database.schema import DATASETS
from kam_core.store.files.objects import ObjectStore
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.legacy_moments import clear_day_only_moments
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES

OWN_FRAMES = ("accounts", "lines", "orders", "products")
CUBE = "cube"
"""Key of a manifest: the folder of a cube. Its files do not belong to the store but to the build of the cube."""


@dataclass(frozen=True)
class WrittenSnapshot:
    """A snapshot whose frames are on the disk but whose row is not added yet; `objects` are those frames by name."""

    content_id: str
    manifest: Mapping[str, Any]
    objects: Mapping[str, pl.DataFrame]


class Snapshots:
    """Snapshots by id: the content id, or a hash of content and records where the same content had other records."""

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self._database = database
        self._objects = objects

    def write(self, dataset: Dataset, records: Mapping[str, pl.DataFrame] | None) -> WrittenSnapshot:
        """Write the frames to the disk; no row names them yet."""
        shas: dict[str, dict[str, str]] = {"frames": {}, "records": {}}
        objects = {}
        for kind, frames in (("frames", dataset.frames), ("records", records or {})):
            for name, frame in frames.items():
                shas[kind][name] = self._objects.put(frame)
                objects[shas[kind][name]] = frame
        manifest = {"name": dataset.name, "currency": dataset.currency, "sources": list(dataset.sources), **shas}
        return WrittenSnapshot(dataset.content_id, manifest, objects)

    def add(self, connection: Connection, written: WrittenSnapshot, now: datetime.datetime) -> str:
        """Add the row, within the caller's transaction, if there is none yet; the id of the snapshot."""
        for sha, frame in written.objects.items():
            # A sweep may have run between the writing and this transaction; none runs during it.
            if not self._objects.has(sha):
                self._objects.put(frame)
        dataset_id = written.content_id
        stored = _manifest_of(connection, dataset_id)
        # No records given does not mean that there are none.
        if stored is not None and written.manifest["records"] not in ({}, stored["records"]):
            dataset_id = _id_with_records(written)
            stored = _manifest_of(connection, dataset_id)
        if stored is None:
            connection.execute(insert(DATASETS).values(id=dataset_id, manifest=written.manifest, saved_at=now))
        return dataset_id

    def save(self, dataset: Dataset, records: Mapping[str, pl.DataFrame] | None, now: datetime.datetime) -> str:
        """Store a snapshot that no data set has yet; its id. Imports do this in their own transaction."""
        written = self.write(dataset, records)
        with self._database.writing() as connection:
            return self.add(connection, written, now)

    def add_cube(self, connection: Connection, folder: Path, name: str, now: datetime.datetime) -> str:
        """Store the folder of a cube, within the caller's transaction; its id."""
        empty: dict[str, Any] = {"currency": None, "sources": [], "frames": {}, "records": {}}
        manifest: dict[str, Any] = {"name": name, **empty, CUBE: str(folder)}
        dataset_id = hashlib.sha256(f"{CUBE} {folder}".encode()).hexdigest()[:16]
        if _manifest_of(connection, dataset_id) is None:
            connection.execute(insert(DATASETS).values(id=dataset_id, manifest=manifest, saved_at=now))
        return dataset_id

    def manifest(self, connection: Connection, dataset_id: str) -> Mapping[str, Any] | None:
        """The manifest of a snapshot, within a transaction; None where there is none."""
        return _manifest_of(connection, dataset_id)

    def cube(self, dataset_id: str) -> Path | None:
        """The folder of the cube of that id; None for a snapshot whose frames are in the store."""
        folder = self._manifest(dataset_id).get(CUBE)
        return None if folder is None else Path(folder)

    def load(self, dataset_id: str) -> Dataset:
        """Load a snapshot; its `content_id` is its id. Refuses an unknown id, a cube and a damaged file."""
        manifest = self._manifest(dataset_id)
        if CUBE in manifest:
            raise UserError("This data set is stored in {folder}; open it from there.", folder=manifest[CUBE])
        frames = {name: self._objects.get(sha) for name, sha in manifest["frames"].items()}
        return Dataset(
            name=manifest["name"],
            currency=manifest["currency"],
            accounts=frames["accounts"],
            lines=frames["lines"],
            orders=frames["orders"],
            products=frames["products"],
            tables={name: _as_read_now(name, frame) for name, frame in frames.items() if name not in OWN_FRAMES},
            sources=tuple(manifest["sources"]),
            content_id=dataset_id,
        )

    def records(self, dataset_id: str) -> dict[str, pl.DataFrame]:
        """The typed rows as they were imported, by table; empty for a snapshot without them."""
        return {name: self._objects.get(sha) for name, sha in self._manifest(dataset_id)["records"].items()}

    def record_paths(self, dataset_id: str) -> dict[str, Path]:
        """The Parquet file of each table of `records`, for another process to read."""
        return {name: self._objects.path(sha) for name, sha in self._manifest(dataset_id)["records"].items()}

    def object_names(self, connection: Connection, read: rows.Reader = rows.read_all) -> set[str]:
        """The names of all files of snapshots; `read` decides about rows that cannot be read."""
        manifests = read(connection, select(DATASETS.c.id, DATASETS.c.manifest), _manifest)
        return {sha for one in manifests for kind in ("frames", "records") for sha in one[kind].values()}

    def _manifest(self, dataset_id: str) -> dict[str, Any]:
        if not re.fullmatch(r"[0-9a-f]{16}", dataset_id):
            raise UserError("The data set in this link does not exist.")
        with self._database.reading() as connection:
            stored = _manifest_of(connection, dataset_id)
        if stored is None:
            raise UserError("This data set no longer exists. Upload the file again on the Data page.")
        return stored


def _as_read_now(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return clear_day_only_moments(frame, TABLES[name]) if name in TABLES else frame


def _manifest_of(connection: Connection, dataset_id: str) -> dict[str, Any] | None:
    query = select(DATASETS.c.id, DATASETS.c.manifest).where(DATASETS.c.id == dataset_id)
    return rows.first(connection, query, _manifest)


def _manifest(row: RowMapping) -> dict[str, Any]:
    """The manifest with the parts that every reader needs. ValueError where one is missing or has another type."""
    manifest: dict[str, Any] = row["manifest"]
    shas = [sha for kind in ("frames", "records") for sha in manifest[kind].values()]
    needed = () if CUBE in manifest else OWN_FRAMES
    texts = [*shas, manifest["name"], *manifest["sources"]]
    if not all(isinstance(text, str) for text in texts) or not set(needed) <= set(manifest["frames"]):
        raise ValueError("no manifest of ours")
    if not isinstance(manifest["currency"], str | None) or not isinstance(manifest.get(CUBE, ""), str):
        raise ValueError("no manifest of ours")
    return manifest


def _id_with_records(written: WrittenSnapshot) -> str:
    """The id of a snapshot whose content is stored already, with other records."""
    return hashlib.sha256(f"{written.content_id}{canonical(written.manifest['records'])}".encode()).hexdigest()[:16]
