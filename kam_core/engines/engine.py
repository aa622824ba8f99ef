"""What an engine can do, and how one is had by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from kam_core.measures.packed_keys import Frame as Frame
from kam_core.vocabulary.message import Refusal

ENGINES = ("polars", "duckdb", "spark")


class Engine(Protocol):
    """Runs definitions that are written once, over lazy frames of integers.

    A frame belongs to the engine that made it. All give the same bits for sums, minima, maxima, counts and comparisons
    of Int64; floats and the order of rows are an engine's own, so sort what was collected.
    """

    @property
    def name(self) -> str:
        """One of `ENGINES`."""

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """Parquet files of the same columns as one frame; `*`, `?` and `[` in a name are only letters.

        Raises Refusal if there is no path, or if the engine cannot find or read a file.
        """

    def of(self, frame: pl.DataFrame) -> Frame:
        """A small frame of ours brought to the engine."""

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The rows, in any order. Raises Refusal where memory does not suffice or the cluster is lost."""

    def close(self) -> None:
        """Give back memory, temporary files and the connection; a second time does nothing."""


def engine_of(name: str, remote: str | None = None, memory_limit: int | None = None) -> Engine:
    """The engine of that name, ready to work.

    `remote` is the address of a Spark Connect server, sc://HOST:PORT. `memory_limit` is in bytes and holds for DuckDB,
    which then writes to temporary files beyond it; polars has no such bound and Spark's memory is the cluster's.
    Raises Refusal for a name that is none, a missing package, an address that is none or where nobody answers within
    ten seconds, and a limit under which DuckDB cannot work.
    """
    if name not in ENGINES:
        raise Refusal("{engine} is not an engine. Use {engines}.", engine=name, engines=", ".join(ENGINES))
    if name != "spark" and remote is not None:
        raise Refusal("An address ({remote}) is for the engine spark; {engine} runs here.", remote=remote, engine=name)
    # An engine is loaded when it is asked for: DuckDB and Spark need packages that not everybody has.
    if name == "duckdb":
        from kam_core.engines.duck import Duck

        return Duck(memory_limit)
    if name == "spark":
        from kam_core.engines.spark import Spark

        return Spark(remote)
    from kam_core.engines.local import Local

    return Local()


def checked(paths: Sequence[str | Path]) -> list[str]:
    """The paths as text. Raises Refusal if there is none."""
    if not paths:
        raise Refusal("There is no Parquet file to read.")
    return [str(path) for path in paths]


def missing(engine: str, package: str, install: str) -> Refusal:
    """The sentence for an engine whose package is not installed."""
    return Refusal(
        "The engine {engine} needs the package {package}, which is not installed. Install it: {install}",
        engine=engine,
        package=package,
        install=install,
    )
