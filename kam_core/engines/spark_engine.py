"""Engine on a Spark cluster through Spark Connect."""

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

from kam_core.engines.engine import Frame, missing_package_error, path_texts
from kam_core.vocabulary.message import UserError

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

CONNECT_TIMEOUT_SECONDS = 8.0
"""Timeout of the server's first answer; opening the session takes additional time."""
RETRY_POLICY = {"max_retries": 6, "initial_backoff": 100, "backoff_multiplier": 2.5, "max_backoff": 5_000}
"""Retries for about twelve seconds (waits are in milliseconds)."""
NOISY_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
DEFAULT_PORT = 15002
INSTALL = "pip install -r requirements-spark.txt"


class SparkEngine:
    """Engine on a private session of a Spark Connect server.

    Paths are looked up by the cluster: every worker must see them under the same name.
    """

    name = "spark"

    def __init__(self, remote: str | None) -> None:
        if remote is None:
            raise UserError("The engine spark needs the address of a Spark Connect server: sc://HOST:PORT.")
        self._address = _address(remote)
        # Spark's full package has the same module and a client, too, but needs more packages.
        if find_spec("pyspark") is None or find_spec("grpc") is None:
            raise missing_package_error(self.name, "pyspark-client", INSTALL)
        self._session: SparkSession | None = _connected(remote, self._address)

    def scan(self, paths: Sequence[str | Path]) -> Frame:
        """See `Engine.scan`; a missing file is found when rows or columns are requested."""
        frame = self._open.read.parquet(*(_hadoop_path(path) for path in path_texts(paths)))
        self._answer(lambda: frame.columns)
        return cast(Frame, nw.from_native(frame))

    def of(self, frame: pl.DataFrame) -> Frame:
        """See `Engine.of`."""
        from pyspark.sql.pandas.types import from_arrow_schema

        table = frame.to_arrow()
        # The client infers types from rows; without rows it needs the schema.
        schema = None if frame.height else from_arrow_schema(table.schema)
        return cast(Frame, nw.from_native(self._answer(lambda: self._open.createDataFrame(table, schema))))

    def collect(self, frame: Frame) -> pl.DataFrame:
        """See `Engine.collect`. Rows come as Arrow batches: an Int64 with nulls stays Int64."""
        collected = pl.from_arrow(self._answer(nw.to_native(frame).toArrow))
        assert isinstance(collected, pl.DataFrame)
        return collected

    def close(self) -> None:
        """See `Engine.close`: the server drops the session and its data."""
        if self._session is not None:
            # A server that is gone needs no retries.
            self._session.client.set_retry_policies([])
            with _suppressed_warnings():
                self._session.stop()
            self._session = None

    @property
    def _open(self) -> SparkSession:
        assert self._session is not None, "closed"
        return self._session

    def _answer(self, question: Any) -> Any:
        """The answer of the cluster; its errors become user errors."""
        import grpc
        from pyspark.errors import PySparkException

        try:
            with _suppressed_warnings():
                return question()
        except (grpc.RpcError, PySparkException) as error:
            raise UserError(
                "Spark at {address} failed: {reason}", address=self._address, reason=_first_line(error)
            ) from error


def _hadoop_path(path: str) -> str:
    """A path for Hadoop: on the shared disk, unless it has a scheme (s3a://…, hdfs://…)."""
    # Every name is read as a pattern; a backslash escapes its special characters.
    escaped = re.sub(r"([*?\[\]{}\\])", r"\\\1", path if "://" in path else str(Path(path).absolute()))
    return escaped if "://" in path else f"file:{escaped}"


def _address(remote: str) -> str:
    """Host and port for messages, without a token. Raises UserError for an invalid address."""
    invalid = UserError(
        "{remote} is not an address of Spark Connect. Write sc://HOST:PORT.", remote=remote.split(";")[0]
    )
    scheme, _, rest = remote.partition("://")
    server, _, parameters = rest.partition(";")
    try:
        parts = urlsplit("//" + server)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise invalid from error
    named = all(re.fullmatch(r"[\w-]+=[^=]+", part) for part in parameters.split(";")) if parameters else True
    if scheme != "sc" or not host or port == 0 or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise invalid
    if parts.username is not None or not named or re.search(r"\s", server):
        raise invalid
    return f"{'[' + host + ']' if ':' in host else host}:{port or DEFAULT_PORT}"


def _connected(remote: str, address: str) -> SparkSession:
    """A session whose server has answered. Raises UserError without an answer in time."""
    with _suppressed_warnings():
        import grpc
        from pyspark.errors import PySparkException
        from pyspark.sql.connect.client import DefaultChannelBuilder
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.proto import AnalyzePlanRequest, SparkConnectServiceStub, UserContext
        from pyspark.sql.connect.session import SparkSession

    # The client itself retries for many minutes; a first request with a timeout fails at once.
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
            request, timeout=CONNECT_TIMEOUT_SECONDS, metadata=tuple(builder.metadata())
        )
    except grpc.RpcError as error:
        raise UserError(
            "No Spark Connect server answers at {address}: {reason}", address=address, reason=_first_line(error)
        ) from error
    finally:
        channel.close()
    # Errors become messages; the client would also print them with the full Java stack.
    for name in NOISY_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with _suppressed_warnings():
            session = SparkSession.builder.remote(remote).create()
            # By default it retries for ten minutes to reach a server that is gone.
            session.client.set_retry_policies([DefaultPolicy(**RETRY_POLICY)])
            session.conf.set("spark.sql.session.timeZone", "UTC")
            # A sum beyond Int64 must fail, not wrap around.
            session.conf.set("spark.sql.ansi.enabled", "true")
    except (grpc.RpcError, PySparkException) as error:
        raise UserError(
            "No Spark Connect server answers at {address}: {reason}", address=address, reason=_first_line(error)
        ) from error
    return session


@contextmanager
def _suppressed_warnings() -> Iterator[None]:
    """Suppress the client's warnings on the pandas version, which is not used, and on exceeded retries."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*pandas", category=FutureWarning)
        warnings.filterwarnings("ignore", message=r"\[RETRIES_EXCEEDED\]", category=UserWarning)
        yield


def _first_line(error: Exception) -> str:
    """The first line of Spark's error, or of the connection's."""
    details = getattr(error, "details", None)
    text = str((details() if callable(details) else None) or error)
    inner = re.search(r'details = "(.+?)"\n', text)
    return (inner[1] if inner else text.strip() or type(error).__name__).splitlines()[0][:300]
