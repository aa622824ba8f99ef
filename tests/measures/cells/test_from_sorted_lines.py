"""Cells added up from neighbours are those of the definition, whatever the lines are."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.engines.engine_choice import engine_of
from kam_core.measures.cells import from_sorted_lines
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.quantities import CELL_COLUMNS

MONTH = 2024 * 12 + 2
FIRST = 19_783
"""1 March 2024."""


def drawn(seed: int, count: int, orders: int, known: float) -> pl.DataFrame:
    """Lines of a month; orders come back on other days and under other accounts, and many net to nothing."""
    draw = np.random.default_rng(seed)
    money = draw.integers(-5, 6, count) * draw.choice([1, 7, 10**14], count)
    frame = pl.DataFrame(
        {
            "account": draw.choice([-(2**63), -3, 0, 1, 2, 50, 2**63 - 1], count),
            "day": FIRST + draw.integers(0, 31, count),
            "month": np.full(count, MONTH),
            "order": draw.choice([-(2**62), -1, 0, *range(10, 10 + orders)], count),
            "amount": money,
            "margin": draw.permutation(money),
            "list_amount": draw.permutation(money),
        }
    )
    some = [pl.when(pl.Series(draw.random(count) < known)).then(name).alias(name) for name in ("margin", "list_amount")]
    return frame.with_columns(some).sort("account", maintain_order=True)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("known", [0.0, 0.6, 1.0])
@pytest.mark.parametrize(("count", "orders"), [(1, 1), (2, 1), (40, 3), (300, 5), (3_000, 2_000)])
def test_sums_of_neighbours_are_the_cells_of_the_definition(engine: str, known: float, count: int, orders: int) -> None:
    working = engine_of(engine)
    try:
        for seed in range(3):
            lines = drawn(seed, count, orders, known)
            wanted = working.collect(cells(working.of(lines))).select(CELL_COLUMNS).sort("account")
            assert_frame_equal(from_sorted_lines.cells_of_sorted_lines(lines), wanted, check_exact=True)
    finally:
        working.close()


@pytest.mark.parametrize("at_once", [1, 7, 1_000])
def test_lines_added_up_in_parts_come_to_the_same(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    working = engine_of("polars")
    lines = drawn(5, 400, 60, 0.7).with_columns(account=pl.int_range(400) // 9 * 3)
    wanted = working.collect(cells(working.of(lines))).select(CELL_COLUMNS).sort("account")
    monkeypatch.setattr(from_sorted_lines, "BLOCK_LINES", at_once)
    assert_frame_equal(from_sorted_lines.cells_of_sorted_lines(lines), wanted, check_exact=True)


def test_an_account_that_only_gives_back_has_no_purchase_and_no_day_of_one() -> None:
    """By hand: account 1 gives 5 back, account 2 buys for 3 and 4 on two days and gives 4 back under its order on
    another day: the purchase stays one."""
    lines = pl.DataFrame(
        {
            "account": [1, 2, 2, 2],
            "day": [FIRST, FIRST + 1, FIRST + 2, FIRST + 30],
            "month": [MONTH] * 4,
            "order": [9, 8, 7, 8],
            "amount": [-5, 4, 3, -4],
            "margin": pl.Series([None, 2, None, -2], dtype=pl.Int64),
            "list_amount": pl.Series([None] * 4, dtype=pl.Int64),
        }
    )
    got = from_sorted_lines.cells_of_sorted_lines(lines)
    assert got.select("account", "revenue", "margin", "costed_revenue", "costed_lines", "lines").rows() == [
        (1, -5, 0, 0, 0, 1),
        (2, 3, 0, 0, 2, 3),
    ]
    assert got.select(
        "purchased", "purchases", "purchase_days", "first_day", "last_day", "largest_purchase"
    ).rows() == [
        (0, 0, 0, None, None, None),
        (7, 2, 2, FIRST + 1, FIRST + 2, 4),
    ]


def test_no_lines_have_no_cells() -> None:
    assert from_sorted_lines.cells_of_sorted_lines(drawn(1, 1, 1, 1.0).clear()).columns == list(CELL_COLUMNS)


def test_lines_of_several_months_are_refused() -> None:
    lines = drawn(1, 2, 1, 1.0).with_columns(
        day=pl.Series([FIRST, FIRST + 64]), amount=pl.lit(1), order=pl.Series([1, 2])
    )
    with pytest.raises(ValueError, match="more than one month"):
        from_sorted_lines.cells_of_sorted_lines(lines)
