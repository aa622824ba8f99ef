"""A short name for what the data say: the same rows, the same hash, from whatever files and under whatever name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import polars as pl

from kam_core.scoring.model.model_hash import HASH_DIGITS
from kam_core.vocabulary.dataset import Dataset

WHENCE = ("source", "line")
"""The file and the place in it that an order line came from: the same line elsewhere is the same line."""


def data_hash(dataset: Dataset) -> str:
    """The hash of the rows of a data set, `HASH_DIGITS` hexadecimal digits.

    Its name, its currency, its files and the order of its rows do not count: no score depends on them. A data set's
    `content_id` tells these apart, too, because the store must keep them. What people typed counts.
    """
    if dataset.imported is not None:
        return hash_with_entries(data_hash(dataset.imported), dataset)
    if dataset.line_store is not None:
        # The lines stay on the disk: their cube names them by what it was built from.
        return hashlib.sha256(dataset.content_id.encode()).hexdigest()[:HASH_DIGITS]
    digest = hashlib.sha256()
    for name, frame in sorted(dataset.frames.items()):
        for part in _table(name, frame):
            digest.update(part)
    return digest.hexdigest()[:HASH_DIGITS]


def hash_with_entries(imported: str, dataset: Dataset) -> str:
    """The hash of data whose imported rows have the hash `imported`: lines are not read again for what was typed."""
    digest = hashlib.sha256(imported.encode())
    for name, frame in sorted(dataset.frames.items()):
        if name in dataset.entries:
            for part in _table(name, frame):
                digest.update(part)
    return digest.hexdigest()[:HASH_DIGITS]


def _table(name: str, frame: pl.DataFrame) -> Iterator[bytes]:
    # A table or a column that a later version of the app adds, and nobody has, must not rename all data.
    columns = sorted(column for column, count in _known(frame).items() if count and column not in WHENCE)
    if not columns:
        return
    rows = frame.select(columns).sort(columns)
    yield f"{name} {rows.height}".encode()
    for column in rows:
        yield from _column(column)


def _known(frame: pl.DataFrame) -> dict[str, int]:
    """How many values each column has."""
    return dict(frame.count().row(0, named=True)) if frame.height else {}


def _column(column: pl.Series) -> Iterator[bytes]:
    """A column as bytes that say no more than its values: what lies below a null is nobody's."""
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
