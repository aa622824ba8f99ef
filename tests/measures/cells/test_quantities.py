"""Cell quantities: same bits from unsorted lines, sorted lines and roll-up."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.measures.cells.from_lines import line_cells, value_of
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.quantities import (
    CELL_COLUMNS,
    LINE_QUANTITIES,
    MAX,
    MIN,
    NULLABLE,
    ONE,
    QUANTITIES,
    SUM,
    VALUE_COLUMNS,
    Quantity,
)
from kam_core.measures.cells.runs import Runs, starts_of
from kam_core.measures.cells.state_columns import STATE_COLUMNS
from kam_core.measures.cells.windows import ever
from kam_core.measures.features import FEATURE_COLUMNS
from tests.engines.test_engine_equality import collected, duck, polars

VALUES = {
    "money": "amount",
    "ones": ONE,
    "nullable": "margin",
    "two nullable": lambda line: line("list_amount") - line("margin"),
    "a term": lambda line: 0 - line("amount"),
}
CONDITIONS = {
    "all lines": None,
    "a sign": lambda line: line("amount") < 0,
    "two of them": lambda line: (line("margin") > 0) | ~(line("day") >= 5),
}
KNOWN = [(), ("margin",), ("margin", "list_amount")]
MADE_UP = [
    Quantity(f"made_up_{place}", aggregation, VALUES[value], {}, where=CONDITIONS[condition], known=known)
    for place, (aggregation, value, condition, known) in enumerate(
        itertools.product((SUM, MIN, MAX), VALUES, CONDITIONS, KNOWN)
    )
]
ALL = [*LINE_QUANTITIES, *MADE_UP]

MONEY = st.integers(-9, 9)
LINE = st.tuples(st.integers(0, 2), st.integers(0, 9), MONEY, st.none() | MONEY, st.none() | MONEY)


def by_runs(lines: pl.DataFrame) -> pl.DataFrame:
    """The quantities of sorted lines, one row an account."""
    columns = {name: lines[name].fill_null(0).to_numpy() for name in VALUE_COLUMNS}
    known = {name: lines[name].is_not_null().to_numpy() for name in NULLABLE if lines[name].null_count()}
    known |= {name: False for name in NULLABLE if lines[name].null_count() == lines.height}
    account = lines["account"].to_numpy()
    starts = starts_of(account)
    runs = Runs(columns, starts, lines.height, known)
    return pl.DataFrame({"account": account[starts]} | {one.name: runs.aggregate(one).series() for one in ALL})


@pytest.mark.parametrize("engine", [polars, duck])
@settings(max_examples=12, deadline=None)
@given(rows=st.lists(LINE, min_size=1, max_size=12), unknown=st.sets(st.sampled_from(NULLABLE)))
def test_any_quantity_of_sorted_lines_is_that_of_lines_in_any_order(
    engine: Callable[[pl.DataFrame], Frame], rows: list[tuple[int | None, ...]], unknown: set[str]
) -> None:
    names = ("account", "day", "amount", "margin", "list_amount")
    lines = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row").sort("account")
    lines = lines.with_columns(pl.lit(24_290, pl.Int64).alias("month"))
    lines = lines.with_columns(pl.lit(None, pl.Int64).alias(name) for name in unknown)
    wanted = collected(line_cells(engine(lines), quantities=ALL)).drop("month")
    assert by_runs(lines).select(wanted.columns).equals(wanted)


def test_what_a_line_does_not_know_counts_nowhere_even_where_the_declaration_does_not_say_so() -> None:
    quantity = Quantity("discount", SUM, lambda line: line("list_amount") - line("amount"), {"discount": ever})
    assert quantity.needs == ("list_amount",)
    lines = pl.DataFrame({"amount": [8, 5], "list_amount": [10, None]})
    assert nw.to_native(nw.from_native(lines).select(value_of(quantity).alias("x")))["x"].to_list() == [2, 0]


def test_cells_and_roll_up_hold_every_declared_quantity_once() -> None:
    declared = [name for quantity in QUANTITIES for name in quantity.rolls_up]
    assert ("account", "month", *(quantity.name for quantity in QUANTITIES)) == CELL_COLUMNS
    assert set(declared) < set(STATE_COLUMNS)
    for names in (CELL_COLUMNS, STATE_COLUMNS, FEATURE_COLUMNS):
        assert len(set(names)) == len(names)
