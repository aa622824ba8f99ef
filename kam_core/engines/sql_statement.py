"""Generate one SQL statement that computes the measures in a data warehouse.

The same functions run on an empty table of DuckDB, which returns the query as SQL; that is translated into the
warehouse's dialect.
"""

from __future__ import annotations

import datetime
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from kam_core.engines.engine import missing_package_error
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.quantities import LINE_COLUMNS
from kam_core.measures.cells.roll_up import state
from kam_core.measures.features import features
from kam_core.vocabulary.calendar import date_of, month_start
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_COLUMNS, MONEY_SCALE

if TYPE_CHECKING:
    from sqlglot import exp

DIALECTS = ("postgres", "clickhouse", "spark", "trino", "bigquery", "snowflake")
INSTALL = "pip install -c requirements-dev.txt duckdb sqlglot"
LINES = "order_lines"
"""Name of the first step: the order lines in the form of the definition."""
COLUMNS = ", ".join(f'"{name}" BIGINT' for name in LINE_COLUMNS)
MONEY = ",\n    ".join(f'CAST(ROUND({name} * {MONEY_SCALE}, 0) AS BIGINT) AS "{name}"' for name in MONEY_COLUMNS)
FIRST_STEP = """SELECT account AS "account", order_id AS "order",
    CAST(DATE_DIFF('day', DATE '1970-01-01', date) AS BIGINT) AS "day",
    CAST(EXTRACT(YEAR FROM date) * 12 + EXTRACT(MONTH FROM date) - 1 AS BIGINT) AS "month",
    money
    FROM order_lines WHERE NOT account IS NULL AND date <= DATE '1970-01-01'""".replace("money", MONEY)
"""In DuckDB's dialect; table and last day are replaced. The table's own columns are not quoted and follow the
warehouse's rules for case; the others are quoted."""
NAME = r"[^\W\d][\w$-]*(\.[^\W\d][\w$-]*){0,2}"
HEAD = """Measures per account as of {as_of}, over {window}; the data are taken to begin by {start}.
Reads {table}: account, order_id, date (of type DATE), and amount, margin, list_amount in currency units as
exact decimals of at most four places, NULL where margin or list amount is not known. Lines without an account are
left out, and so are later ones.
Gives money in ten-thousandths of a unit, and one row per account in no particular order."""
CLICKHOUSE = "SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1"
"""Without the first a missing join partner is 0 instead of NULL; without the second a name may mean the new alias
instead of the input column."""


def statement(dialect: str, table: str, horizon: Horizon) -> str:
    """Order lines → cells → features, in one of `DIALECTS`, with a comment on its input and output.

    `table` is the name of the warehouse's table or view, in up to three parts. `horizon.data_start` is the month in
    which the data begin; the warehouse is not queried. Raises UserError for another dialect, an invalid name, and
    where DuckDB or sqlglot is not installed.
    """
    if dialect not in DIALECTS:
        raise UserError(
            "{dialect} is not a supported dialect. Use {dialects}.", dialect=dialect, dialects=", ".join(DIALECTS)
        )
    for package in ("duckdb", "sqlglot"):
        if find_spec(package) is None:
            raise missing_package_error("sql", package, INSTALL)
    if not re.fullmatch(NAME, table):
        raise UserError("{table} is not a table name. Write it like warehouse.schema.table.", table=table)
    import sqlglot

    source = sqlglot.exp.to_table(table, dialect=dialect)
    query = sqlglot.parse_one(_duckdb_query(horizon), read="duckdb")
    assert isinstance(query, sqlglot.exp.Query)
    tree = _portable(query, _first_step(source, date_of(horizon.as_of_day)))
    head = HEAD.format(
        as_of=date_of(horizon.as_of_day),
        window=f"{horizon.months} months from {month_start(horizon.first_month)}",
        start=month_start(horizon.data_start),
        table=table,
    )
    comment = "".join(f"-- {line}\n" for line in head.splitlines())
    end = f"\n{CLICKHOUSE}" if dialect == "clickhouse" else ""
    return f"{comment}{tree.sql(dialect=dialect, pretty=True)}{end}\n"


def _duckdb_query(horizon: Horizon) -> str:
    """The query for DuckDB: a chain of named steps."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE {LINES} ({COLUMNS})")
        by_month = cells(nw.from_native(connection.table(LINES)))
        result = nw.to_native(features(state(by_month, horizon), silences(by_month), horizon))
        return str(result.sql_query())


def _first_step(source: exp.Table, last_day: datetime.date) -> exp.Expr:
    """The warehouse's lines up to a day in the form of the definition."""
    import sqlglot
    from sqlglot import exp

    step = sqlglot.parse_one(FIRST_STEP, read="duckdb")
    for table in list(step.find_all(exp.Table)):
        table.replace(source)
    for day in step.find_all(exp.LTE):
        day.set("expression", exp.cast(exp.Literal.string(last_day.isoformat()), "date"))
    return step


def _portable(tree: exp.Query, first: exp.Expr) -> exp.Query:
    """The statement without DuckDB's own syntax, and with the first step."""
    from sqlglot import exp

    names = {cte.alias: f"step_{number}" for number, cte in enumerate(tree.find_all(exp.CTE), 1)}
    for table in tree.find_all(exp.Table):
        if table.alias == LINES:
            table.set("alias", None)
        table.set("this", exp.to_identifier(names.get(table.name, table.name)))
    for cte in tree.find_all(exp.CTE):
        # The warehouse decides whether to materialize a step that is read twice.
        cte.set("materialized", None)
        cte.set("alias", exp.TableAlias(this=exp.to_identifier(names[cte.alias])))
    steps = tree.args["with_"].expressions
    steps.insert(0, exp.CTE(this=first, alias=exp.TableAlias(this=exp.to_identifier(LINES))))
    for call in list(tree.find_all(exp.Anonymous)):
        if call.name == "add":
            left, right = call.expressions
            call.replace(exp.Paren(this=exp.Add(this=left, expression=right)))
    for group in list(tree.find_all(exp.Group)):
        if group.args.get("all") and not group.expressions:
            # Every column of such a step is an aggregate: a single row.
            group.pop()
    for paren in list(tree.find_all(exp.Paren)):
        if isinstance(paren.parent, exp.Alias | exp.Paren | exp.If | exp.Where | exp.Cast):
            paren.replace(paren.this)
    return tree
