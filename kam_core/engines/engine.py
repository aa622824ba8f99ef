"""Interface of an engine, implemented by polars, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from kam_core.measures.cells.packed_keys import Frame as Frame
from kam_core.vocabulary.message import UserError


class Engine(Protocol):
    """Runs engine-independent definitions over lazy frames of integers.

    A frame belongs to the engine that made it. All give the same bits for sums, minima, maxima, counts and comparisons
    of Int64; floats and the order of rows depend on the engine, so sort collected rows.
    """

    @property
    def name(self) -> str:
        """One of `ENGINES`."""

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """Parquet files of the same columns as one frame; `*`, `?` and `[` in a name are literal.

        Raises UserError if there is no path, or if the engine cannot find or read a file.
        """

    def of(self, frame: pl.DataFrame) -> Frame:
        """Transfer a small polars frame to the engine."""

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The rows, in any order. Raises UserError where memory does not suffice or the cluster is lost."""

    def close(self) -> None:
        """Release memory, temporary files and the connection; a second call does nothing."""


def path_texts(paths: Sequence[str | Path]) -> list[str]:
    """The paths as text. Raises UserError if there are none."""
    if not paths:
        raise UserError("There is no Parquet file to read.")
    return [str(path) for path in paths]


def missing_package_error(engine: str, package: str, install: str) -> UserError:
    """The error for an engine whose package is not installed."""
    return UserError(
        "The engine {engine} needs the package {package}, which is not installed. Install it: {install}",
        engine=engine,
        package=package,
        install=install,
    )
