"""Read Parquet files as text, so that they pass the same stages as all others."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from kam_core.intake.grid import Grid
from kam_core.intake.size_limits import SizeLimits, check_extent
from kam_core.vocabulary.message import UserError

WHOLE = 2.0**53
"""Limit up to which a double represents every integer."""


def is_parquet(content: bytes) -> bool:
    """Whether a content is a Parquet file."""
    return content.startswith(b"PAR1")


def read_parquet(name: str, content: bytes, limits: SizeLimits) -> Grid:
    """Read the columns as text, their names as the first row.

    Refuses nested columns, and files that are too large by their footer, before reading.
    """
    with _readable(name):
        schema = pl.read_parquet_schema(io.BytesIO(content))
        height = pl.scan_parquet(io.BytesIO(content)).select(pl.len()).collect().item()
    check_extent(name, height, len(schema), limits)
    for column, dtype in schema.items():
        if dtype.is_nested() or dtype in (pl.Binary, pl.Object, pl.Null):
            if dtype == pl.Null:
                continue
            raise UserError(
                "{file}, {column}: the column contains lists, records or bytes. Save the file without it.",
                file=name,
                column=column,
            )
    with _readable(name):
        frame = pl.read_parquet(io.BytesIO(content))
        text = frame.select(_written(column, dtype) for column, dtype in schema.items())
    names = pl.DataFrame([list(schema)], schema=[str(i) for i in range(len(schema))], orient="row")
    text = text.rename({column: str(i) for i, column in enumerate(schema)})
    body = pl.concat([names.cast(pl.String), text])
    return Grid(name, "parquet", list(range(1, body.height + 1)), frame=body).checked(limits)


def _written(column: str, dtype: pl.DataType) -> pl.Expr:
    """A value as a CSV file would have it."""
    value = pl.col(column)
    if dtype.is_float():
        # An id that once had a gap beside it comes as 1001.0: nobody would have written that.
        whole = (value.round() == value) & (value.abs() <= WHOLE)
        return pl.when(whole).then(value.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(value.cast(pl.String))
    if dtype == pl.Datetime:
        return value.dt.to_string("%Y-%m-%d %H:%M:%S").str.strip_suffix(" 00:00:00")
    return value.cast(pl.String)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    damaged = UserError("{file} cannot be opened as a Parquet file. Create it again.", file=name)
    try:
        yield
    except (pl.exceptions.PolarsError, OSError):
        raise damaged from None
    except BaseException as error:
        # A panic of the Rust reader is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged from None
