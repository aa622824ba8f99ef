"""polars, DuckDB and Spark by their names: what they read, how they fail, and in which sentence."""

from __future__ import annotations

import importlib.util
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from kam_core.engines import spark_engine
from kam_core.engines.duckdb_engine import LEAST_MEMORY
from kam_core.engines.engine import Engine
from kam_core.engines.engine_choice import engine_of
from kam_core.vocabulary.message import UserError
from tests.browser.server import free_port


@pytest.fixture(params=["polars", "duckdb"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made = engine_of(request.param)
    yield made
    made.close()


def test_an_engine_is_had_by_its_name_and_reads_files_as_one_frame(engine: Engine, tmp_path: Path) -> None:
    pl.DataFrame({"account": [1, 2], "amount": [10, None]}).write_parquet(tmp_path / "a.parquet")
    pl.DataFrame({"account": [2], "amount": [2**62]}).write_parquet(tmp_path / "b.parquet")
    frame = engine.scan([tmp_path / "a.parquet", str(tmp_path / "b.parquet")])
    added = frame.group_by("account").agg(nw.col("amount").sum().cast(nw.Int64).alias("total"))
    found = engine.collect(added).sort("account")
    assert found.rows() == [(1, 10), (2, 2**62)]
    assert found.schema == {"account": pl.Int64, "total": pl.Int64}
    assert engine.collect(frame)["amount"].null_count() == 1


@pytest.mark.parametrize("folder", ["*", "[ab]", "what?", "{a,b}", "日本 100%"])
def test_a_name_with_the_letters_of_a_pattern_is_that_file_and_no_other(
    engine: Engine, tmp_path: Path, folder: str
) -> None:
    for place, value in ((folder, 1), ("a", 2), ("whats", 3)):
        (tmp_path / place).mkdir()
        pl.DataFrame({"value": [value]}).write_parquet(tmp_path / place / "f[1]*.parquet")
        pl.DataFrame({"value": [10 + value]}).write_parquet(tmp_path / place / "f1x.parquet")
    assert engine.collect(engine.scan([tmp_path / folder / "f[1]*.parquet"])).rows() == [(1,)]


def test_a_frame_of_ours_comes_back_as_it_was(engine: Engine) -> None:
    given = pl.DataFrame({"account": [3, 1, None], "name": ["a", None, "中"], "share": [0.1, None, -0.0]})
    found = engine.collect(engine.of(given))
    assert found.sort("name", nulls_last=True).equals(given.sort("name", nulls_last=True))


def test_a_file_that_is_not_there_or_no_parquet_is_refused_by_name(engine: Engine, tmp_path: Path) -> None:
    torn = tmp_path / "torn.parquet"
    torn.write_bytes(b"PAR1 and then nothing")
    for path in (torn, tmp_path / "gone.parquet"):
        with pytest.raises(UserError, match=path.name):
            engine.collect(engine.scan([path]))
    with pytest.raises(UserError, match="no Parquet file"):
        engine.scan([])


def test_a_file_that_breaks_off_in_the_middle_is_refused_when_it_is_read(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    pl.DataFrame({"value": range(100_000)}).write_parquet(path, compression="zstd")
    whole = bytearray(path.read_bytes())
    whole[100:-5_000] = b"\x00" * (len(whole) - 5_100)
    path.write_bytes(whole)
    with pytest.raises(UserError):
        engine.collect(engine.scan([path]).select(nw.col("value").sum()))


def test_closing_twice_does_nothing_more(engine: Engine) -> None:
    engine.close()
    engine.close()


def test_a_name_that_is_no_engine_is_refused() -> None:
    with pytest.raises(UserError, match=r"dask is not an engine\. Use polars, duckdb, spark"):
        engine_of("dask")


def test_an_address_with_an_engine_that_runs_here_is_refused() -> None:
    with pytest.raises(UserError, match="is only for the engine spark"):
        engine_of("polars", remote="sc://somewhere:15002")


def test_duckdb_stays_within_its_memory_and_writes_the_rest_to_temporary_files() -> None:
    engine = engine_of("duckdb", memory_limit=LEAST_MEMORY)
    count = 3_400
    rows = engine.of(pl.DataFrame({"account": range(count)}))
    # Eleven million groups are more than the limit holds; without temporary files this fails.
    many = rows.join(rows.rename({"account": "other"}), how="cross").with_columns(
        (nw.col("account") * count + nw.col("other")).alias("group")
    )
    summed = many.group_by("group").agg(nw.col("other").sum().cast(nw.Int64).alias("total"))
    found = engine.collect(summed.select(nw.col("total").sum().cast(nw.Int64), nw.col("group").max().alias("last")))
    assert found.row(0) == (count * sum(range(count)), count * count - 1)
    engine.close()


def test_a_memory_limit_under_which_duckdb_cannot_work_is_refused_with_the_least_that_works() -> None:
    with pytest.raises(UserError, match=r"100 MB is too small for DuckDB\. Use 256 MB or more"):
        engine_of("duckdb", memory_limit=100_000_000)


def test_what_does_not_fit_into_duckdbs_memory_is_refused_with_the_limit() -> None:
    engine = engine_of("duckdb", memory_limit=LEAST_MEMORY)
    rows = engine.of(pl.DataFrame({"account": range(6_000)}))
    wide = rows.join(rows.rename({"account": "other"}), how="cross")
    # One list of 36 million numbers cannot be written out in parts.
    with pytest.raises(UserError, match="DuckDB needs more than 256 MB of memory"):
        engine.collect(nw.from_native(nw.to_native(wide).aggregate("list(account * 6000 + other) AS all_of_them")))
    engine.close()


@pytest.mark.parametrize(("name", "package"), [("duckdb", "duckdb"), ("spark", "pyspark-client")])
def test_an_engine_that_is_not_installed_says_what_to_install(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        f"kam_core.engines.{name}_engine.find_spec",
        lambda wanted: None if wanted in ("duckdb", "pyspark") else real(wanted),
    )
    with pytest.raises(
        UserError, match=f"needs the package {package}, which is not installed. Install it: pip install"
    ):
        engine_of(name, remote="sc://127.0.0.1:15002" if name == "spark" else None)


def test_spark_without_an_address_is_refused() -> None:
    with pytest.raises(UserError, match="needs the address of a Spark Connect server"):
        engine_of("spark")


@pytest.mark.parametrize(
    "remote",
    [
        "", "sc://", "localhost:15002", "spark://localhost:7077", "http://localhost:15002", "sc://host:port",
        "sc://host:0", "sc://host:70000", "sc://host:15002/path", "sc://host:15002;token", "sc://a b:1",
        "sc://me:secret@host:15002", "sc://[::1:15002",
    ],
)  # fmt: skip
def test_what_is_no_address_of_spark_is_refused(remote: str) -> None:
    with pytest.raises(UserError, match=r"is not an address of Spark Connect\. Write sc://HOST:PORT"):
        engine_of("spark", remote=remote)


def test_where_nobody_listens_spark_is_refused_at_once_and_without_the_token() -> None:
    port = free_port()
    before = time.monotonic()
    with pytest.raises(UserError, match=f"No Spark Connect server answers at localhost:{port}") as refused:
        engine_of("spark", remote=f"sc://localhost:{port}/;token=abracadabra")
    assert time.monotonic() - before < 10
    assert "abracadabra" not in str(refused.value)


def test_who_listens_and_never_answers_is_waited_for_ten_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spark_engine.CONNECT_TIMEOUT_SECONDS < 10
    monkeypatch.setattr(spark_engine, "CONNECT_TIMEOUT_SECONDS", 1.0)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        before = time.monotonic()
        with pytest.raises(UserError, match=f"No Spark Connect server answers at 127.0.0.1:{port}"):
            engine_of("spark", remote=f"sc://127.0.0.1:{port}")
        assert time.monotonic() - before < 5
