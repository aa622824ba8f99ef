"""DuckDB engine in this process, with a memory limit and temporary files beyond it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.engines.engine import Frame, missing_package_error, path_texts
from kam_core.vocabulary.message import UserError

if TYPE_CHECKING:
    import duckdb

LEAST_MEMORY = 256_000_000
"""In bytes. The features of ten million lines of 200,000 accounts fail within 128 MB, with or without temporary files,
and succeed within this."""
INSTALL = "pip install -c requirements-dev.txt duckdb"


class DuckDBEngine:
    """Engine on a private in-memory database; `close` removes everything."""

    name = "duckdb"

    def __init__(self, memory_limit: int | None = None, threads: int | None = None) -> None:
        if find_spec("duckdb") is None:
            raise missing_package_error(self.name, "duckdb", INSTALL)
        if memory_limit is not None and memory_limit < LEAST_MEMORY:
            raise UserError(
                "A memory limit of {given} MB is too small for DuckDB. Use {least} MB or more.",
                given=memory_limit // 1_000_000,
                least=LEAST_MEMORY // 1_000_000,
            )
        import duckdb

        self._folder = tempfile.TemporaryDirectory(prefix="kam-duckdb-", ignore_cleanup_errors=True)
        # Insertion order would keep results in memory; callers sort them.
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": self._folder.name,
            "preserve_insertion_order": False,
            # No downloads: all needed extensions are in the package.
            "autoinstall_known_extensions": False,
        }
        if memory_limit is not None:
            settings["memory_limit"] = f"{memory_limit}B"
        if threads is not None:
            settings["threads"] = threads
        self._limit = memory_limit
        self._connection: duckdb.DuckDBPyConnection | None = duckdb.connect(":memory:", config=settings)

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """See `Engine.scan`."""
        import duckdb

        # DuckDB reads every name as a pattern; a character in brackets is literal.
        patterns = [re.sub(r"([*?\[])", r"[\1]", path) for path in path_texts(paths)]
        try:
            relation = self._open.read_parquet(patterns)
        except duckdb.Error as error:
            raise _engine_error(error) from error
        return nw.from_native(relation)

    def of(self, frame: pl.DataFrame) -> Frame:
        """See `Engine.of`."""
        return nw.from_native(self._open.from_arrow(frame.to_arrow()))

    def collect(self, frame: Frame) -> pl.DataFrame:
        """See `Engine.collect`. Sums of BIGINT that the definition did not cast come back as decimals."""
        import duckdb

        try:
            rows = nw.to_native(frame).to_arrow_table()
        except duckdb.OutOfMemoryException as error:
            if self._limit is None:
                raise _engine_error(error) from error
            raise UserError(
                "DuckDB needs more than {given} MB of memory. Raise the memory limit, or free space for "
                "temporary files in {folder}.",
                given=self._limit // 1_000_000,
                folder=tempfile.gettempdir(),
            ) from error
        except duckdb.Error as error:
            raise _engine_error(error) from error
        collected = pl.from_arrow(rows)
        assert isinstance(collected, pl.DataFrame)
        return collected

    def close(self) -> None:
        """See `Engine.close`."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._folder.cleanup()

    @property
    def _open(self) -> duckdb.DuckDBPyConnection:
        assert self._connection is not None, "closed"
        return self._connection


def _engine_error(error: Exception) -> UserError:
    return UserError("DuckDB failed: {reason}", reason=str(error).splitlines()[0])
