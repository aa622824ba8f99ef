"""Spark through Spark Connect: the definition travels to a cluster, only its answer comes back."""

from __future__ import annotations

import logging
import re
import uuid
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.engines.engine import Frame, checked, missing
from kam_core.vocabulary.message import UserError

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

PATIENCE_SECONDS = 8.0
"""How long is waited for a server's first answer; its session and two settings come on top."""
AGAIN = {"max_retries": 6, "initial_backoff": 100, "backoff_multiplier": 2.5, "max_backoff": 5_000}
"""A server that does not answer is asked again for a dozen seconds (waits are in milliseconds)."""
LOUD = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
DEFAULT_PORT = 15002
INSTALL = "pip install -r requirements-spark.txt"


class Spark:
    """A session of its own on a Spark Connect server.

    Paths are looked up by the cluster: every worker must see them under the same name.
    """

    name = "spark"

    def __init__(self, remote: str | None) -> None:
        if remote is None:
            raise UserError("The engine spark needs the address of a Spark Connect server: sc://HOST:PORT.")
        self._address = _address(remote)
        # Spark's full package owns the same module and has a client too, but needs more to be installed.
        if find_spec("pyspark") is None or find_spec("grpc") is None:
            raise missing(self.name, "pyspark-client", INSTALL)
        self._session: SparkSession | None = _connected(remote, self._address)

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """See `Engine.scan`; what is missing is found when rows are collected or columns are asked for."""
        frame = self._open.read.parquet(*(_place(path) for path in checked(paths)))
        self._asked(lambda: frame.columns)
        return cast(Frame, nw.from_native(frame))

    def of(self, frame: pl.DataFrame) -> Frame:
        """See `Engine.of`."""
        from pyspark.sql.pandas.types import from_arrow_schema

        table = frame.to_arrow()
        # Of rows the client finds the types itself; without rows it wants to be told.
        schema = None if frame.height else from_arrow_schema(table.schema)
        return cast(Frame, nw.from_native(self._asked(lambda: self._open.createDataFrame(table, schema))))

    def collect(self, frame: Frame) -> pl.DataFrame:
        """See `Engine.collect`. Rows come as Arrow batches: an Int64 with nulls stays what it is."""
        collected = pl.from_arrow(self._asked(nw.to_native(frame).toArrow))
        assert isinstance(collected, pl.DataFrame)
        return collected

    def close(self) -> None:
        """See `Engine.close`: the server drops the session and what it keeps for it."""
        if self._session is not None:
            # A server that is gone has nothing left to give back.
            self._session.client.set_retry_policies([])
            with _quiet():
                self._session.stop()
            self._session = None

    @property
    def _open(self) -> SparkSession:
        assert self._session is not None, "closed"
        return self._session

    def _asked(self, question: Any) -> Any:
        """The answer of the cluster, or a sentence."""
        import grpc
        from pyspark.errors import PySparkException

        try:
            with _quiet():
                return question()
        except (grpc.RpcError, PySparkException) as failed:
            raise UserError(
                "Spark at {address} could not do this: {reason}", address=self._address, reason=_first(failed)
            ) from failed


def _place(path: str) -> str:
    """A path as Hadoop reads it: on the disk that all share unless it says otherwise (s3a://…, hdfs://…)."""
    # Every name is taken for a pattern; a backslash makes a letter of what would be one.
    escaped = re.sub(r"([*?\[\]{}\\])", r"\\\1", path if "://" in path else str(Path(path).absolute()))
    return escaped if "://" in path else f"file:{escaped}"


def _address(remote: str) -> str:
    """Host and port as people know them, without a token. Raises UserError for what is no address."""
    refused = UserError(
        "{remote} is not an address of Spark Connect. Write sc://HOST:PORT.", remote=remote.split(";")[0]
    )
    scheme, _, rest = remote.partition("://")
    server, _, parameters = rest.partition(";")
    try:
        parts = urlsplit("//" + server)
        host, port = parts.hostname, parts.port
    except ValueError as wrong:
        raise refused from wrong
    named = all(re.fullmatch(r"[\w-]+=[^=]+", part) for part in parameters.split(";")) if parameters else True
    if scheme != "sc" or not host or port == 0 or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise refused
    if parts.username is not None or not named or re.search(r"\s", server):
        raise refused
    return f"{'[' + host + ']' if ':' in host else host}:{port or DEFAULT_PORT}"


def _connected(remote: str, address: str) -> SparkSession:
    """A session whose server has answered. Raises UserError if none does in time."""
    with _quiet():
        import grpc
        from pyspark.errors import PySparkException
        from pyspark.sql.connect.client import DefaultChannelBuilder
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.proto import AnalyzePlanRequest, SparkConnectServiceStub, UserContext
        from pyspark.sql.connect.session import SparkSession

    # The client itself would try again for many minutes; a first question with an end to it tells at once.
    builder = DefaultChannelBuilder(remote)
    request = AnalyzePlanRequest(
        session_id=builder.session_id or str(uuid.uuid4()),
        user_context=UserContext(user_id=builder.userId or ""),
        client_type=builder.userAgent,
        spark_version=AnalyzePlanRequest.SparkVersion(),
    )
    channel = builder.toChannel()
    try:
        SparkConnectServiceStub(channel).AnalyzePlan(
            request, timeout=PATIENCE_SECONDS, metadata=tuple(builder.metadata())
        )
    except grpc.RpcError as failed:
        raise UserError(
            "No Spark Connect server answers at {address}: {reason}", address=address, reason=_first(failed)
        ) from failed
    finally:
        channel.close()
    # What goes wrong becomes a sentence; the client would print it as well, with every frame of Java's stack.
    for loud in LOUD:
        logging.getLogger(loud).setLevel(logging.CRITICAL)
    try:
        with _quiet():
            session = SparkSession.builder.remote(remote).create()
            # Of itself it would try for ten minutes to reach a server that is gone.
            session.client.set_retry_policies([DefaultPolicy(**AGAIN)])
            session.conf.set("spark.sql.session.timeZone", "UTC")
            # A sum beyond Int64 must stop, not begin again below zero.
            session.conf.set("spark.sql.ansi.enabled", "true")
    except (grpc.RpcError, PySparkException) as failed:
        raise UserError(
            "No Spark Connect server answers at {address}: {reason}", address=address, reason=_first(failed)
        ) from failed
    return session


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the client's warnings: of our pandas, which no row passes, and of having tried often enough."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*pandas", category=FutureWarning)
        warnings.filterwarnings("ignore", message=r"\[RETRIES_EXCEEDED\]", category=UserWarning)
        yield


def _first(failed: Exception) -> str:
    """The first line of what Spark said, or what the connection says of itself."""
    details = getattr(failed, "details", None)
    said = str((details() if callable(details) else None) or failed)
    inner = re.search(r'details = "(.+?)"\n', said)
    return (inner[1] if inner else said.strip() or type(failed).__name__).splitlines()[0][:300]
