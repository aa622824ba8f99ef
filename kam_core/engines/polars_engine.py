"""polars engine in this process, the default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.engines.engine import Frame, path_texts
from kam_core.vocabulary.message import UserError


class PolarsEngine:
    """Engine on all cores, in this process's memory."""

    name = "polars"

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """See `Engine.scan`."""
        names = path_texts(paths)
        try:
            frame = pl.scan_parquet(names, glob=False)
            frame.collect_schema()
            # A joint scan reads the schema of the first file only; a truncated other one would fail half-way.
            for path in names:
                pl.scan_parquet(path, glob=False).collect_schema()
        except (OSError, pl.exceptions.PolarsError) as error:
            raise _unreadable_file_error(names, error) from error
        return nw.from_native(frame)

    def of(self, frame: pl.DataFrame) -> Frame:
        """See `Engine.of`."""
        return nw.from_native(frame.lazy())

    def collect(self, frame: Frame) -> pl.DataFrame:
        """See `Engine.collect`."""
        native = nw.to_native(frame)
        assert isinstance(native, pl.LazyFrame)
        try:
            return native.collect()
        except (OSError, pl.exceptions.ComputeError) as error:
            raise UserError("polars failed: {reason}", reason=_first_line(error)) from error

    def close(self) -> None:
        """Release nothing."""


def _unreadable_file_error(paths: list[str], error: Exception) -> UserError:
    """The error that names the first file that cannot be read alone, else the first of all."""
    for path in paths:
        try:
            pl.read_parquet_schema(path)
        except (OSError, pl.exceptions.PolarsError) as file_error:
            return UserError(
                "polars cannot read {path} as Parquet: {reason}", path=path, reason=_first_line(file_error)
            )
    return UserError("polars cannot read {path} as Parquet: {reason}", path=paths[0], reason=_first_line(error))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
