"""Hash of a data set: the same rows have the same hash, whatever their files and name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import polars as pl

from kam_core.scoring.model.model_hash import HASH_DIGITS
from kam_core.vocabulary.dataset import SOLD_QUANTITIES_TABLE, Dataset

ORIGIN_COLUMNS = ("source", "line")
"""File and row of an order line; they are not part of its content."""


def data_hash(dataset: Dataset) -> str:
    """The hash of the rows of a data set, `HASH_DIGITS` hexadecimal digits.

    Name, currency, files, row order and quantities sold are left out: no score depends on them. The `content_id` of a
    data set includes them, because the store must preserve them. Entries typed by users are included.
    """
    if dataset.imported is not None:
        return hash_with_entries(data_hash(dataset.imported), dataset)
    if dataset.line_store is not None:
        # The lines are on disk: the content id of the cube depends on its source files.
        return hashlib.sha256(dataset.content_id.encode()).hexdigest()[:HASH_DIGITS]
    digest = hashlib.sha256()
    for name, frame in sorted(dataset.frames.items()):
        if name == SOLD_QUANTITIES_TABLE:
            continue
        for part in _table(name, frame):
            digest.update(part)
    return digest.hexdigest()[:HASH_DIGITS]


def hash_with_entries(imported: str, dataset: Dataset) -> str:
    """The hash of data with entries, from the hash `imported` of the imported rows, which are not read again."""
    digest = hashlib.sha256(imported.encode())
    for name, frame in sorted(dataset.frames.items()):
        if name in dataset.entries:
            for part in _table(name, frame):
                digest.update(part)
    return digest.hexdigest()[:HASH_DIGITS]


def _table(name: str, frame: pl.DataFrame) -> Iterator[bytes]:
    # A table or column without values, as a later version of the app may add, must not change the hash.
    columns = sorted(column for column, count in _value_counts(frame).items() if count and column not in ORIGIN_COLUMNS)
    if not columns:
        return
    rows = frame.select(columns).sort(columns)
    yield f"{name} {rows.height}".encode()
    for column in rows:
        yield from _column(column)


def _value_counts(frame: pl.DataFrame) -> dict[str, int]:
    """Number of values in each column."""
    return dict(frame.count().row(0, named=True)) if frame.height else {}


def _column(column: pl.Series) -> Iterator[bytes]:
    """A column as bytes of its values; the undefined bytes below nulls are left out."""
    yield f"{column.name} {column.dtype}".encode()
    yield np.packbits(column.is_null().to_numpy()).tobytes()
    known = column.drop_nulls()
    if known.dtype == pl.String:
        yield known.str.len_bytes().cast(pl.Int64).to_numpy().astype("<i8").tobytes()
        yield "".join(known.to_list()).encode()
    elif known.dtype.is_float():
        yield (known.to_numpy() + 0.0).astype("<f8").tobytes()
    else:
        yield known.cast(pl.Int64).to_numpy().astype("<i8").tobytes()
