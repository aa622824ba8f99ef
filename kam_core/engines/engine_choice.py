"""Choose an engine (polars, DuckDB or Spark) by its name."""

from __future__ import annotations

from kam_core.engines.engine import Engine
from kam_core.vocabulary.message import UserError

ENGINES = ("polars", "duckdb", "spark")


def engine_of(name: str, remote: str | None = None, memory_limit: int | None = None) -> Engine:
    """The engine of that name, ready to work.

    `remote` is the address of a Spark Connect server, sc://HOST:PORT. `memory_limit` is in bytes and applies to DuckDB,
    which then writes to temporary files beyond it; polars has no such bound and Spark's memory is the cluster's.
    Raises UserError for an unknown name, a missing package, an invalid address or one without an answer within ten
    seconds, and a limit too small for DuckDB.
    """
    if name not in ENGINES:
        raise UserError("{engine} is not an engine. Use {engines}.", engine=name, engines=", ".join(ENGINES))
    if name != "spark" and remote is not None:
        raise UserError(
            "An address ({remote}) is only for the engine spark; {engine} runs locally.", remote=remote, engine=name
        )
    # Engines are imported on request: DuckDB and Spark need optional packages.
    if name == "duckdb":
        from kam_core.engines.duckdb_engine import DuckDBEngine

        return DuckDBEngine(memory_limit)
    if name == "spark":
        from kam_core.engines.spark_engine import SparkEngine

        return SparkEngine(remote)
    from kam_core.engines.polars_engine import PolarsEngine

    return PolarsEngine()
