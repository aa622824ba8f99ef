"""The definition as SQL: a warehouse that runs it gives the same bits as we do."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import psycopg
import pytest
import sqlglot
from sqlglot import exp

from kam_core.__main__ import main
from kam_core.commands.arguments import REFUSED
from kam_core.engines.sql_statement import DIALECTS, statement
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import state
from kam_core.measures.features import FEATURE_COLUMNS, features
from kam_core.measures.view import View
from kam_core.vocabulary.message import UserError
from tests.engines.lines import VIEW, horizon, lines
from tests.store import postgres

LINES = lines(24_000, accounts=900, seed=11)
HORIZONS = {
    "a year": horizon(LINES),
    "three months as of the past": horizon(LINES, View(datetime.date(2023, 9, 30), 3)),
    "three months against last year's": horizon(LINES, View(VIEW.as_of, 3, prior_months=12)),
    "all months": horizon(LINES, View(VIEW.as_of, None)),
}
MONEY = ("amount", "margin", "list_amount")
CREATE = """CREATE TABLE sales (account BIGINT, order_id TEXT, date DATE,
    amount NUMERIC(18, 4), margin NUMERIC(18, 4), list_amount NUMERIC(18, 4))"""


def sold() -> pl.DataFrame:
    """The lines as a warehouse has them: dates, currency units, and some that name no account."""
    frame = LINES.select(
        "account",
        pl.format("SO-{}", "order").alias("order_id"),
        pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date"),
        *(_units(name) for name in MONEY),
    )
    nameless = frame.head(200).with_columns(pl.lit(None, pl.Int64).alias("account"))
    return pl.concat([frame, nameless])


def _units(name: str) -> pl.Series:
    exact = [None if value is None else Decimal(value).scaleb(-4) for value in LINES[name]]
    return pl.Series(name, exact, dtype=pl.Decimal(18, 4))


def ours(seen: Horizon) -> pl.DataFrame:
    """The measures as the app takes them."""
    by_month = cells(nw.from_native(LINES.lazy().filter(pl.col("day") <= seen.as_of_day)))
    measured = nw.to_native(features(state(by_month, seen), silences(by_month), seen))
    assert isinstance(measured, pl.LazyFrame)
    return measured.collect().sort("account")


@pytest.fixture(scope="module")
def warehouse() -> Iterator[psycopg.Connection]:
    """A PostgreSQL with the lines in a table."""
    with postgres.serving() as server, psycopg.connect(server.url) as connection:
        connection.execute(CREATE)
        with connection.cursor().copy("COPY sales FROM STDIN") as copy:
            for row in sold().iter_rows():
                copy.write_row(row)
        yield connection


@pytest.mark.parametrize("seen", HORIZONS.values(), ids=HORIZONS.keys())
def test_postgres_gives_the_same_bits(warehouse: psycopg.Connection, seen: Horizon) -> None:
    expected = ours(seen)
    answer = warehouse.execute(statement("postgres", "public.sales", seen))
    assert answer.description is not None
    names = [column.name for column in answer.description]
    # What the warehouse says is taken as it is: a numeric would not fit an Int64 column, a float no more.
    found = pl.DataFrame(answer.fetchall(), schema=expected.schema, orient="row", strict=True).sort("account")
    assert names == list(FEATURE_COLUMNS)
    assert LINES.height > 20_000
    assert found.height > 800
    assert same_bits(found, expected)


def same_bits(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Whether two frames hold the same, minus zero apart from zero."""
    floats = [name for name, kind in one.schema.items() if kind == pl.Float64]
    apart = [pl.col(name).reinterpret(signed=True) for name in floats]
    return one.equals(other) and one.with_columns(apart).equals(other.with_columns(apart))


def test_a_warehouse_where_the_largest_of_a_null_is_null_gives_the_same_bits() -> None:
    """Trino and BigQuery have it so; DuckDB does it here in their place."""
    seen = HORIZONS["a year"]
    tree = sqlglot.parse_one(statement("trino", "sales", seen), read="trino")
    strict = 0
    for call in reversed(list(tree.find_all(exp.Greatest, exp.Least))):
        parts = [call.this, *call.expressions]
        unknown = exp.or_(*(exp.Is(this=part.copy(), expression=exp.Null()) for part in parts))
        call.replace(exp.Case(ifs=[exp.If(this=unknown, true=exp.Null())], default=call.copy()))
        strict += 1
    assert strict > 5
    with duckdb.connect() as connection:
        connection.execute(CREATE)
        given = sold().to_arrow()
        connection.register("given", given)
        connection.execute("INSERT INTO sales SELECT * FROM given")
        found = connection.sql(tree.sql(dialect="duckdb")).pl().sort("account")
    assert same_bits(found, ours(seen))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("seen", HORIZONS.values(), ids=HORIZONS.keys())
def test_every_dialect_reads_back_as_one_statement_over_the_table_that_was_named(dialect: str, seen: Horizon) -> None:
    written = statement(dialect, "shop.sales", seen)
    (tree,) = sqlglot.parse(written, read=dialect)
    assert isinstance(tree, exp.Select)
    assert [column.alias_or_name for column in tree.expressions] == list(FEATURE_COLUMNS)
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    read = {table.sql(dialect=dialect) for table in tree.find_all(exp.Table) if table.name not in steps}
    assert read == {"shop.sales"}
    # Nothing that only DuckDB would understand is left.
    assert not [call.name for call in tree.find_all(exp.Anonymous) if call.name.lower() != "lag"]
    assert not any(group.args.get("all") for group in tree.find_all(exp.Group))
    assert "duckdb" not in written.lower()


def test_the_same_question_is_written_the_same_way_each_time() -> None:
    seen = HORIZONS["a year"]
    assert statement("snowflake", "sales", seen) == statement("snowflake", "sales", seen)


@pytest.mark.parametrize("table", ["", "a;drop table b", "a b", "select 1", "a.b.c.d", "(select 1)", "a--b\nc", '"a'])
def test_what_is_no_name_of_a_table_is_refused(table: str) -> None:
    with pytest.raises(UserError, match="not a table name"):
        statement("postgres", table, HORIZONS["a year"])


def test_a_dialect_that_nobody_writes_is_refused() -> None:
    with pytest.raises(UserError, match="not a supported dialect"):
        statement("oracle", "sales", HORIZONS["a year"])


@pytest.mark.parametrize("package", ["duckdb", "sqlglot"])
def test_without_its_packages_the_command_says_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kam_core.engines.sql_statement.find_spec", lambda name: None if name == package else object())
    with pytest.raises(UserError, match=rf"needs the package {package}.*pip install"):
        statement("postgres", "sales", HORIZONS["a year"])


def test_the_command_prints_the_statement(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["sql", "--dialect", "trino", "--table", "hive.shop.sales", "--as-of", "2024-12-31", "--window", "6"]
    assert main([*given, "--since", "2021-03-05"]) == 0
    printed = capsys.readouterr().out
    seen = Horizon.of(View(datetime.date(2024, 12, 31), 6), 2021 * 12 + 2)
    assert printed == statement("trino", "hive.shop.sales", seen)


def test_without_a_beginning_the_data_are_taken_to_reach_back_far_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "--dialect", "spark", "--as-of", "2024-12-31"]) == 0
    printed = capsys.readouterr().out
    # Five twelve-month windows end with December 2024.
    assert "the data are taken to begin by 2020-01-01" in printed
    assert "AS `growth`" in printed
    assert "AS `recurring`" in printed


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--window", "all"], "give the start date"),
        (["--as-of", "2020-01-31", "--since", "2021-01-01"], "after the as-of date"),
        (["--table", "a b"], "not a table name"),
    ],
)
def test_the_command_refuses_what_cannot_be_written(
    given: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sql", "--dialect", "postgres", *given]) == REFUSED
    assert message in capsys.readouterr().err


def test_the_command_runs_from_a_shell() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kam_core", "sql", "--dialect", "clickhouse"], capture_output=True, text=True, check=True
    )
    assert done.stdout.rstrip().endswith("SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1")
