"""polars, in this process: what is used unless something else is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.engines.engine import Frame, checked
from kam_core.vocabulary.message import Refusal


class Local:
    """All cores of this machine, in this process's memory."""

    name = "polars"

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """See `Engine.scan`."""
        wanted = checked(paths)
        try:
            frame = pl.scan_parquet(wanted, glob=False)
            frame.collect_schema()
        except (OSError, pl.exceptions.PolarsError) as failed:
            raise _unreadable(failed) from failed
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
        except OSError as failed:
            raise _unreadable(failed) from failed

    def close(self) -> None:
        """Nothing is held."""


def _unreadable(failed: Exception) -> Refusal:
    return Refusal("polars could not read the Parquet files: {reason}", reason=str(failed).splitlines()[0])
