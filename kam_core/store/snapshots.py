"""Data sets: immutable snapshots, each a row that names its frames among the blobs."""

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
from kam_core.store.files.objects import Blobs
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.legacy_moments import clear_day_only_moments
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES

OWN_FRAMES = ("accounts", "lines", "orders", "products")
CUBE = "cube"
"""In a manifest: the folder of a cube. Its files are not the store's: whoever builds the cube looks after them."""


@dataclass(frozen=True)
class Written:
    """A data set whose frames are on the disk and whose row is still to come; `blobs` are those frames by name."""

    content_id: str
    manifest: Mapping[str, Any]
    blobs: Mapping[str, pl.DataFrame]


class Datasets:
    """Data sets by their id: the content id, or one of content and records where the same content came of others."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self._database = database
        self._blobs = blobs

    def write(self, dataset: Dataset, records: Mapping[str, pl.DataFrame] | None) -> Written:
        """Put the frames on the disk; nothing names them yet."""
        shas: dict[str, dict[str, str]] = {"frames": {}, "records": {}}
        blobs = {}
        for kind, frames in (("frames", dataset.frames), ("records", records or {})):
            for name, frame in frames.items():
                shas[kind][name] = self._blobs.put(frame)
                blobs[shas[kind][name]] = frame
        told = {"name": dataset.name, "currency": dataset.currency, "sources": list(dataset.sources)}
        return Written(dataset.content_id, {**told, **shas}, blobs)

    def add(self, connection: Connection, written: Written, now: datetime.datetime) -> str:
        """Keep the row, within the caller's transaction, if there is none yet; the data set's id."""
        for sha, frame in written.blobs.items():
            # A sweep may have come between the writing and this transaction; none runs beside it.
            if not self._blobs.has(sha):
                self._blobs.put(frame)
        dataset_id = written.content_id
        kept = _kept(connection, dataset_id)
        # Who gives no records does not say that there are none.
        if kept is not None and written.manifest["records"] not in ({}, kept["records"]):
            dataset_id = _id_with_records(written)
            kept = _kept(connection, dataset_id)
        if kept is None:
            connection.execute(insert(DATASETS).values(id=dataset_id, manifest=written.manifest, saved_at=now))
        return dataset_id

    def save(self, dataset: Dataset, records: Mapping[str, pl.DataFrame] | None, now: datetime.datetime) -> str:
        """Keep a data set that belongs to no book yet; its id. Imports do this in their own transaction."""
        written = self.write(dataset, records)
        with self._database.writing() as connection:
            return self.add(connection, written, now)

    def add_cube(self, connection: Connection, folder: Path, name: str, now: datetime.datetime) -> str:
        """Keep where a cube lies, within the caller's transaction; the id by which it is known from now on."""
        empty: dict[str, Any] = {"currency": None, "sources": [], "frames": {}, "records": {}}
        manifest: dict[str, Any] = {"name": name, **empty, CUBE: str(folder)}
        dataset_id = hashlib.sha256(f"{CUBE} {folder}".encode()).hexdigest()[:16]
        if _kept(connection, dataset_id) is None:
            connection.execute(insert(DATASETS).values(id=dataset_id, manifest=manifest, saved_at=now))
        return dataset_id

    def manifest(self, connection: Connection, dataset_id: str) -> Mapping[str, Any] | None:
        """What is known of the data set, within a transaction; None where it is not kept."""
        return _kept(connection, dataset_id)

    def cube(self, dataset_id: str) -> Path | None:
        """The folder of the cube that is known by that id; None for a data set whose frames are here."""
        folder = self._manifest(dataset_id).get(CUBE)
        return None if folder is None else Path(folder)

    def load(self, dataset_id: str) -> Dataset:
        """The data set of that id, its `content_id` that id. Refuses an unknown id, a cube and a damaged file."""
        manifest = self._manifest(dataset_id)
        if CUBE in manifest:
            raise UserError("This data set is a cube in {folder}: open it from there.", folder=manifest[CUBE])
        frames = {name: self._blobs.get(sha) for name, sha in manifest["frames"].items()}
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
        """The typed rows as they were imported, by table; empty for a data set that was kept without them."""
        return {name: self._blobs.get(sha) for name, sha in self._manifest(dataset_id)["records"].items()}

    def record_paths(self, dataset_id: str) -> dict[str, Path]:
        """The Parquet file of each table of `records`, for a process that reads them by itself."""
        return {name: self._blobs.path(sha) for name, sha in self._manifest(dataset_id)["records"].items()}

    def blobs(self, connection: Connection, read: rows.Reader = rows.every) -> set[str]:
        """The names of all files that data sets need; `read` is what becomes of rows that cannot be read."""
        manifests = read(connection, select(DATASETS.c.id, DATASETS.c.manifest), _manifest)
        return {sha for kept in manifests for kind in ("frames", "records") for sha in kept[kind].values()}

    def _manifest(self, dataset_id: str) -> dict[str, Any]:
        if not re.fullmatch(r"[0-9a-f]{16}", dataset_id):
            raise UserError("This link names no data set of ours.")
        with self._database.reading() as connection:
            kept = _kept(connection, dataset_id)
        if kept is None:
            raise UserError("This data set is no longer there. Load the file again on the data page.")
        return kept


def _as_read_now(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return clear_day_only_moments(frame, TABLES[name]) if name in TABLES else frame


def _kept(connection: Connection, dataset_id: str) -> dict[str, Any] | None:
    query = select(DATASETS.c.id, DATASETS.c.manifest).where(DATASETS.c.id == dataset_id)
    return rows.first(connection, query, _manifest)


def _manifest(row: RowMapping) -> dict[str, Any]:
    """The manifest with the parts that every reader needs. ValueError where one is missing or of another kind."""
    kept: dict[str, Any] = row["manifest"]
    shas = [sha for kind in ("frames", "records") for sha in kept[kind].values()]
    needed = () if CUBE in kept else OWN_FRAMES
    texts = [*shas, kept["name"], *kept["sources"]]
    if not all(isinstance(text, str) for text in texts) or not set(needed) <= set(kept["frames"]):
        raise ValueError("no manifest of ours")
    if not isinstance(kept["currency"], str | None) or not isinstance(kept.get(CUBE, ""), str):
        raise ValueError("no manifest of ours")
    return kept


def _id_with_records(written: Written) -> str:
    """The id of a data set whose content is kept already, but came of other rows."""
    return hashlib.sha256(f"{written.content_id}{canonical(written.manifest['records'])}".encode()).hexdigest()[:16]
