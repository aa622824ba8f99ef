"""Cache of data sets with their entries applied, by id.

Frames are never hashed: every entry has a small key that names its content."""

from __future__ import annotations

import datetime
from contextlib import suppress
from pathlib import Path

import polars as pl
import streamlit as st

from kam_core.cube import manifest
from kam_core.cube.catalogue import built_at
from kam_core.cube.read.cube import Cube
from kam_core.cube.read.cube_dataset import dataset_of
from kam_core.entries.dataset_overlay import overlaid_frame, with_frames
from kam_core.entries.working_day import HAPPENED, last_typed_day
from kam_core.intake import Choices, Upload, load
from kam_core.scoring.model.dataset_hash import data_hash, hash_with_entries
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.line_store import refuse_damaged_files
from kam_core.vocabulary.message import UserError
from pages.shell.cache.store_cache import open_store

DEMO_FOLDER = Path(__file__).resolve().parents[3] / "data" / "demo"

DEMO_CURRENCY = "CNY"


@st.cache_resource(show_spinner=False)
def demo() -> Dataset:
    """The demo data, read by the same intake as uploaded files."""
    files = sorted(DEMO_FOLDER.glob("*.csv"))
    uploads = [Upload(file.name, file.read_bytes(), role=file.stem) for file in files]
    return load(uploads, Choices(currency=DEMO_CURRENCY, name="Demo")).dataset


@st.cache_resource(show_spinner=False, max_entries=8)
def _stored_dataset(dataset_id: str) -> Dataset:
    return open_store().snapshots.load(dataset_id)


@st.cache_resource(show_spinner=False, max_entries=8)
def _cube(_folder: Path, key: tuple[object, ...]) -> Dataset:
    with refuse_damaged_files():
        return dataset_of(Cube.open(_folder))


@st.cache_resource(show_spinner=False, max_entries=256)
def _cube_name(_folder: Path, key: tuple[object, ...]) -> str | None:
    # A cube that cannot be read raises its error when it is opened.
    with suppress(UserError):
        found = manifest.read(_folder)
        return None if found is None else found.name
    return None


def cube_name(folder: Path) -> str | None:
    """The name stored in the cube of a folder; None where it cannot be read."""
    return _cube_name(folder, (str(folder), built_at(folder)))


def dataset(dataset_id: str | None) -> Dataset:
    """A data set by its id; None is the demo. A cube is opened again where it was built again meanwhile."""
    if dataset_id is None:
        return demo()
    folder = open_store().snapshots.cube(dataset_id)
    return _stored_dataset(dataset_id) if folder is None else _cube(folder, (str(folder), built_at(folder)))


@st.cache_resource(show_spinner=False, max_entries=32)
def _data_hash(_dataset: Dataset, content_id: str) -> str:
    return data_hash(_dataset)


@st.cache_resource(show_spinner=False, max_entries=32)
def _hash_with_entries(imported: str, _dataset: Dataset, key: tuple[object, ...]) -> str:
    return hash_with_entries(imported, _dataset)


def data_hash_of(data: Dataset) -> str:
    """The hash of the rows of a data set, shown in files and links."""
    imported = _data_hash(data.as_imported, data.content_id)
    return imported if data.imported is None else _hash_with_entries(imported, data, data.state())


@st.cache_resource(show_spinner=False, max_entries=64)
def _overlaid_table(_dataset: Dataset, _data_set_id: str, table: str, key: tuple[object, ...]) -> pl.DataFrame | None:
    return overlaid_frame(_dataset, table, entries(_data_set_id, table))


def with_entries(data: Dataset, data_set_id: str) -> Dataset:
    """A data set with its entries laid over its tables; only tables with entries are built anew."""
    versions = open_store().entries.versions(data_set_id)
    if not versions:
        return data
    frames = {
        table: _overlaid_table(data, data_set_id, table, (data.content_id, data_set_id, version))
        for table, version in versions.items()
    }
    return with_frames(data, frames, versions)


@st.cache_resource(show_spinner=False, max_entries=64)
def _entries(_data_set_id: str, table: str, key: tuple[object, ...]) -> tuple[Entry, ...]:
    return tuple(open_store().entries.of_data_set(_data_set_id, table))


def entries(data_set_id: str, table: str) -> tuple[Entry, ...]:
    """The entries of a table of a data set, with withdrawn ones."""
    version = open_store().entries.versions(data_set_id).get(table)
    return () if version is None else _entries(data_set_id, table, (data_set_id, version))


@st.cache_resource(show_spinner=False, max_entries=64)
def _last_typed_day(_data_set_id: str, key: tuple[object, ...]) -> datetime.date | None:
    return last_typed_day(entry for table in HAPPENED for entry in entries(_data_set_id, table))


def last_typed(data_set_id: str, data: Dataset) -> datetime.date | None:
    """The latest day of the entries that record past events."""
    return _last_typed_day(data_set_id, (data_set_id, *data.state(HAPPENED)))
