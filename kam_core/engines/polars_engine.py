"""polars, in this process: what is used unless something else is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.engines.engine import Frame, checked
from kam_core.vocabulary.message import UserError


class Local:
    """All cores of this machine, in this process's memory."""

    name = "polars"

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """See `Engine.scan`."""
        wanted = checked(paths)
        try:
            frame = pl.scan_parquet(wanted, glob=False)
            frame.collect_schema()
            # Together, only the first file is looked at; one that is torn would be met half-way.
            for path in wanted:
                pl.scan_parquet(path, glob=False).collect_schema()
        except (OSError, pl.exceptions.PolarsError) as failed:
            raise _unreadable(wanted, failed) from failed
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
        except (OSError, pl.exceptions.ComputeError) as failed:
            raise UserError("polars could not do this: {reason}", reason=_first(failed)) from failed

    def close(self) -> None:
        """Nothing is held."""


def _unreadable(paths: list[str], failed: Exception) -> UserError:
    """The sentence that names the file: the first that cannot be read alone, else the first of all."""
    for path in paths:
        try:
            pl.read_parquet_schema(path)
        except (OSError, pl.exceptions.PolarsError) as alone:
            return UserError("polars cannot read {path} as Parquet: {reason}", path=path, reason=_first(alone))
    return UserError("polars cannot read {path} as Parquet: {reason}", path=paths[0], reason=_first(failed))


def _first(failed: Exception) -> str:
    return str(failed).splitlines()[0]
