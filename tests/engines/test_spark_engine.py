"""The definition on a real cluster: a master, two workers, a Connect server – the same bits as here."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from bench.parts.zipf_lines import LAST_DAY, write_lines
from kam_core.engines.engine import Engine
from kam_core.engines.engine_choice import engine_of
from kam_core.engines.integer_dates import day_number, month_number
from kam_core.engines.sql_statement import statement
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import state
from kam_core.measures.features import FEATURE_COLUMNS, features
from kam_core.measures.view import View
from kam_core.vocabulary import calendar
from kam_core.vocabulary.message import UserError
from tests.browser.server import ROOT
from tests.cube.sample_lines import stored_features
from tests.engines.cluster import WORKERS, Cluster, running

pytestmark = pytest.mark.long

MONTHS = 36
SEEN = Horizon.of(View(LAST_DAY), calendar.month_number(LAST_DAY) - MONTHS + 1)
MILLION = 1_000_000
MONEY = ("amount", "margin", "list_amount")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running() as started:
        yield started


@pytest.fixture
def spark(cluster: Cluster) -> Iterator[Engine]:
    engine = engine_of("spark", remote=cluster.remote)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A million lines of 20,000 accounts over three years, one file a month."""
    return write_lines(tmp_path_factory.mktemp("million"), MILLION, 20_000, MONTHS, seed=1)


def lines(engine: Engine, paths: Sequence[Path]) -> Frame:
    return engine.scan(paths).select(
        "account",
        nw.col("order_id").alias("order"),
        day_number("date").alias("day"),
        month_number("date").alias("month"),
        "amount",
        "margin",
        "list_amount",
    )


def measured(engine: Engine, paths: Sequence[Path]) -> pl.DataFrame:
    """Lines → cells → features, in the engine; one row per account."""
    by_month = cells(lines(engine, paths))
    return engine.collect(features(state(by_month, SEEN), silences(by_month), SEEN)).sort("account")


def counted(paths: Sequence[Path], name: str) -> int:
    """How many different values a column of the files has."""
    return int(pl.scan_parquet(paths).select(pl.col(name).n_unique()).collect().item())


def assert_same_bits(one: pl.DataFrame, other: pl.DataFrame) -> None:
    """Column by column: the same type, the same nulls, and floats the same to the last bit."""
    assert one.schema == other.schema
    assert one.columns == list(FEATURE_COLUMNS)
    for name in one.columns:
        here, there = one[name], other[name]
        assert here.is_null().equals(there.is_null()), name
        if here.dtype == pl.Float64:
            here, there = here.reinterpret(signed=True), there.reinterpret(signed=True)
        assert here.equals(there), name


def test_a_million_lines_give_the_same_bits_and_both_workers_took_part(
    cluster: Cluster, spark: Engine, million: list[Path]
) -> None:
    before = cluster.tasks_by_worker()
    found = measured(spark, million)
    assert_same_bits(found, measured(engine_of("polars"), million))
    assert found.height == counted(million, "account")
    # The master knows of two workers with a core in use each; the application, what either has done since.
    assert [worker["coresused"] for worker in cluster.state()["workers"]] == [1] * WORKERS
    done = {place: tasks - before.get(place, 0) for place, tasks in cluster.tasks_by_worker().items()}
    assert len([place for place, tasks in done.items() if tasks > 0]) == WORKERS


def test_ten_million_lines_give_the_same_bits(spark: Engine, tmp_path: Path) -> None:
    paths = write_lines(tmp_path, 10 * MILLION, 200_000, MONTHS, seed=2)
    found = measured(spark, paths)
    assert_same_bits(found, measured(engine_of("polars"), paths))
    assert found.height == counted(paths, "account")
    assert found["revenue_total"].sum() == pl.scan_parquet(paths).select(pl.col("amount").sum()).collect().item()


def test_the_printed_sql_gives_the_same_bits(spark: Engine, million: list[Path]) -> None:
    stored = nw.to_native(spark.scan(million))
    units = [f"CAST(CAST({name} AS DECIMAL(18, 0)) * 0.0001BD AS DECIMAL(18, 4)) AS {name}" for name in MONEY]
    stored.selectExpr("account", "order_id", "date", *units).createOrReplaceTempView("sales")
    answer = stored.sparkSession.sql(statement("spark", "sales", SEEN))
    assert_same_bits(spark.collect(nw.from_native(answer)).sort("account"), measured(engine_of("polars"), million))


def test_a_cube_that_the_cluster_builds_and_renews_has_the_same_bits(
    cluster: Cluster, million: list[Path], tmp_path: Path
) -> None:
    """By the command: built of 35 months, then renewed by the last one."""
    there, here = tmp_path / "there", tmp_path / "here"
    given = tmp_path / "lines"
    given.mkdir()
    for path in million[:-1]:
        (given / path.name).symlink_to(path)
    build(given, there, "--engine", "spark", "--remote", cluster.remote)
    (given / million[-1].name).symlink_to(million[-1])
    before = cluster.tasks_by_worker()
    build(given, there, "--engine", "spark", "--remote", cluster.remote)
    assert sum(cluster.tasks_by_worker().values()) > sum(before.values())
    build(given, here)
    assert_same_bits(stored_features(there), stored_features(here))
    assert stored_features(there).height == counted(million, "account")


def build(given: Path, out: Path, *engine: str) -> None:
    """`python -m kam_core build`, as seen on the last day of the lines."""
    done = subprocess.run(
        [sys.executable, "-m", "kam_core", "build", "--lines", str(given), "--out", str(out), "--as-of", str(LAST_DAY),
         "--window", "12", *engine],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_file_name_with_the_letters_of_a_pattern_is_that_file_and_no_other(spark: Engine, tmp_path: Path) -> None:
    wanted = tmp_path / "f[1]{a,b}*?\\ 日本 100%25.parquet"
    pl.DataFrame({"value": [1]}).write_parquet(wanted)
    for name in ("f1a.parquet", "f1b.parquet", "f1axy.parquet"):
        pl.DataFrame({"value": [2]}).write_parquet(tmp_path / name)
    assert spark.collect(spark.scan([wanted])).rows() == [(1,)]


def test_a_frame_of_ours_comes_back_as_it_was(spark: Engine) -> None:
    given = pl.DataFrame(
        {
            "account": [2**53 + 1, None, -1],
            "name": ["中", None, "a"],
            "share": [0.1, None, -0.0],
            "day": [datetime.date(2024, 2, 29), None, datetime.date(1969, 12, 31)],
        }
    )
    assert spark.collect(spark.of(given)).sort("name").equals(given.sort("name"))
    without_rows = spark.collect(spark.of(given.clear()))
    assert (without_rows.schema, without_rows.height) == (given.schema, 0)


def test_a_file_that_the_cluster_does_not_see_is_refused_by_name(spark: Engine) -> None:
    with pytest.raises(UserError, match=r"failed: .*PATH_NOT_FOUND.*gone\.parquet"):
        spark.scan(["/nowhere/gone.parquet"])


def test_a_sum_beyond_int64_stops_with_a_sentence(spark: Engine) -> None:
    large = spark.of(pl.DataFrame({"amount": [2**62, 2**62, 2**62]}))
    with pytest.raises(UserError, match="ARITHMETIC_OVERFLOW"):
        spark.collect(large.select(nw.col("amount").sum()))


def test_a_cluster_that_is_lost_is_reported_within_half_a_minute(spark: Engine, cluster: Cluster) -> None:
    frame = spark.of(pl.DataFrame({"amount": [1]}))
    # Last in the file: after it there is no cluster.
    cluster.stop()
    before = time.monotonic()
    with pytest.raises(UserError, match=f"Spark at {cluster.remote.removeprefix('sc://')} failed"):
        spark.collect(frame)
    assert time.monotonic() - before < 30
