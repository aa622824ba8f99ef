"""Two whole numbers grouped as one: the same rows as by two columns, on every engine and for whatever numbers."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kam_core.measures.cells.packed_keys
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.packed_keys import Frame, range_columns, ranges_of
from tests.engines.lines import lines
from tests.engines.test_engine_equality import bits, collected, duck, pandas, polars

LINES = lines(5_000)


def ranges(frame: Frame) -> dict[str, tuple[int, int]]:
    return dict(ranges_of(range_columns(frame).collect("polars").to_native().row(0, named=True)))


def test_the_ranges_are_the_least_and_the_largest_value_of_each_column() -> None:
    given_ = pl.DataFrame({"account": [3, 1], "order": [8, 9], "month": [24_240, 24_241], "day": [-5, 7]})
    assert ranges(polars(given_)) == {"account": (1, 3), "order": (8, 9), "month": (24_240, 24_241), "day": (-5, 7)}


def test_a_column_of_texts_with_nulls_or_without_rows_has_no_range() -> None:
    given_ = pl.DataFrame({"account": [1, None], "order": ["a", "b"], "month": [1, 2], "day": [1, 2]})
    assert set(ranges(polars(given_))) == {"month", "day"}
    assert ranges(polars(LINES.clear())) == {}


@pytest.mark.parametrize("engine", [polars, duck, pandas])
def test_cells_by_one_number_have_the_bits_of_cells_by_two(
    engine: Callable[[pl.DataFrame], Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_two_columns = collected(cells(polars(LINES)))
    found = ranges(engine(LINES))
    assert set(found) == {"account", "order", "month", "day"}
    by_one = cells(engine(LINES), ranges=found)
    assert bits(collected(by_one).select(by_two_columns.columns)) == bits(by_two_columns)
    # Where the numbers do not fit, the columns are taken as they are.
    monkeypatch.setattr(kam_core.measures.cells.packed_keys, "BITS", 1)
    assert bits(collected(cells(engine(LINES), ranges=found))) == bits(by_two_columns)


BOUNDS = st.sampled_from([-(2**63), -(2**52), -1, 0, 1, 2**40, 2**51, 2**52, 2**63 - 1])


@settings(max_examples=settings.default.max_examples // 4)
@given(
    st.lists(
        st.tuples(BOUNDS | st.integers(-9, 9), BOUNDS | st.integers(-9, 9), st.integers(-800_000, 3_000_000)),
        min_size=1,
        max_size=12,
    )
)
def test_accounts_and_orders_of_any_number_and_days_before_1970_are_kept_apart(
    rows: list[tuple[int, int, int]],
) -> None:
    given_ = pl.DataFrame(
        {
            "account": [row[0] for row in rows],
            "order": [row[1] for row in rows],
            "day": [row[2] for row in rows],
            "month": [24_240 + row[2] // 31 for row in rows],
            "amount": [place + 1 for place in range(len(rows))],
        },
        schema_overrides={"account": pl.Int64, "order": pl.Int64},
    ).with_columns(pl.lit(None, pl.Int64).alias("margin"), pl.lit(None, pl.Int64).alias("list_amount"))
    for engine in (polars, duck):
        found = cells(engine(given_), ranges=ranges(engine(given_)))
        assert collected(found).equals(collected(cells(engine(given_))))
