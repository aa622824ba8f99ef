"""Measures are bit-equal on every engine, computed at once or in parts."""

import datetime
from collections.abc import Callable

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.measures.cells.from_lines import cells, purchases
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.quantities import CELL_COLUMNS
from kam_core.measures.cells.roll_up import merge_states, state
from kam_core.measures.cells.state_columns import STATE_COLUMNS
from kam_core.measures.features import FEATURE_COLUMNS, features
from kam_core.measures.view import View
from tests.engines.lines import VIEW, horizon, lines

LINES = lines()
SEEN = horizon(LINES)
WINDOWS = {
    "a year": SEEN,
    "three months": horizon(LINES, View(VIEW.as_of, 3)),
    "all months": horizon(LINES, View(VIEW.as_of, None)),
    "three months against last year's": horizon(LINES, View(VIEW.as_of, 3, prior_months=12)),
    "eighteen months against overlapping ones": horizon(LINES, View(VIEW.as_of, 18, prior_months=12)),
    "recurring purchases over two years": horizon(LINES, View(VIEW.as_of, recurring_months=24)),
    "two years before the first of which nothing is known": horizon(LINES, View(VIEW.as_of, 24)),
}


def polars(frame: pl.DataFrame) -> Frame:
    return nw.from_native(frame.lazy())


def duck(frame: pl.DataFrame) -> Frame:
    return nw.from_native(duckdb.connect().from_arrow(frame.to_arrow()))


def pandas(frame: pl.DataFrame) -> Frame:
    return nw.from_native(frame.to_pandas(use_pyarrow_extension_array=True)).lazy()


def collected(frame: Frame) -> pl.DataFrame:
    found: pl.DataFrame = frame.collect("polars").to_native()
    return found.sort(found.columns[:2])


def measured(frame: Frame, seen: Horizon) -> pl.DataFrame:
    by_month = cells(frame)
    return collected(features(state(by_month, seen), silences(by_month), seen))


@pytest.fixture(scope="module")
def whole() -> pl.DataFrame:
    return measured(polars(LINES), SEEN)


def test_there_are_enough_lines_and_every_measure_has_known_and_differing_values(whole: pl.DataFrame) -> None:
    assert LINES.height > 19_000
    assert whole.columns == list(FEATURE_COLUMNS)
    for name in FEATURE_COLUMNS:
        assert whole[name].drop_nulls().n_unique() > 1, name


@pytest.mark.parametrize("seen", WINDOWS.values(), ids=WINDOWS.keys())
@pytest.mark.parametrize("engine", [duck, pandas])
def test_every_engine_gives_the_same_bits(engine: Callable[[pl.DataFrame], Frame], seen: Horizon) -> None:
    here, there = measured(polars(LINES), seen), measured(engine(LINES), seen)
    assert there.schema == here.schema
    assert bits(there) == bits(here)


def bits(frame: pl.DataFrame) -> bytes:
    """The frame to the last bit: minus zero is not zero, and a null is not a number."""
    parts = []
    for column in frame:
        parts.append(column.is_null().to_numpy().tobytes())
        parts.append(column.fill_null(False if column.dtype == pl.Boolean else 0).to_numpy().tobytes())
    return b"".join(parts)


def test_months_added_one_by_one_come_to_the_same_as_all_at_once(whole: pl.DataFrame) -> None:
    by_month = collected(cells(polars(LINES)))
    months = sorted(by_month["month"].unique())
    known = pl.DataFrame(schema=dict.fromkeys(STATE_COLUMNS, pl.Int64))
    quiet = pl.DataFrame(schema={"account": pl.Int64, "silence_days": pl.Int64})
    for month in months:
        new = by_month.filter(pl.col("month") == month)
        quiet = pl.concat([quiet, collected(silences(polars(new), polars(known)))])
        known = collected(merge_states(polars(known), state(polars(new), SEEN)))
    assert len(months) > 36
    assert bits(collected(features(polars(known), polars(quiet), SEEN))) == bits(whole)


def test_eight_buckets_of_accounts_come_to_the_same_as_one(whole: pl.DataFrame) -> None:
    states, quiet = [], []
    for bucket in range(8):
        by_month = cells(polars(LINES.filter(pl.col("account") % 8 == bucket)))
        states.append(collected(state(by_month, SEEN)))
        quiet.append(collected(silences(by_month)))
    assert all(part.height for part in states)
    assert bits(collected(features(polars(pl.concat(states)), polars(pl.concat(quiet)), SEEN))) == bits(whole)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_lines_does_not_matter(whole: pl.DataFrame, seed: int) -> None:
    assert bits(measured(polars(LINES.sample(fraction=1.0, shuffle=True, seed=seed)), SEEN)) == bits(whole)


def test_how_the_lines_are_split_into_files_does_not_matter(whole: pl.DataFrame) -> None:
    parts = [LINES[start : start + 1_537] for start in range(0, LINES.height, 1_537)]
    files = nw.concat([polars(part) for part in reversed(parts)], how="vertical")
    assert bits(measured(files, SEEN)) == bits(whole)


def test_cells_hold_integers_alone_and_one_row_per_account_and_month() -> None:
    by_month = collected(cells(polars(LINES)))
    assert by_month.columns == list(CELL_COLUMNS)
    assert set(by_month.dtypes) == {pl.Int64()}
    assert by_month.select("account", "month").is_unique().all()
    assert by_month["revenue"].sum() == LINES["amount"].sum()
    assert by_month["lines"].sum() == LINES.height


def test_an_order_on_two_days_and_another_on_the_first_of_them_are_three_purchases_on_two_days() -> None:
    given = pl.DataFrame(
        {
            "account": [1, 1, 1, 1, 1],
            "order": [7, 7, 8, 9, 10],
            "day": [18_270, 18_271, 18_270, 18_275, 18_280],
            "month": [24_240] * 5,
            "amount": [100, 50, 30, 20, -60],
            "margin": [10, None, None, 5, None],
            "list_amount": [120, None, None, None, None],
        }
    )
    expected = {
        "account": 1,
        "month": 24_240,
        "revenue": 140,
        "margin": 15,
        "costed_revenue": 120,
        "costed_lines": 2,
        "list_amount": 120,
        "listed_revenue": 100,
        "lines": 5,
        "purchased": 200,
        "purchases": 4,
        "purchase_days": 3,
        "first_day": 18_270,
        "last_day": 18_275,
        "largest_purchase": 100,
    }
    found = collected(cells(polars(given)))
    assert found.select(*expected).row(0, named=True) == expected


def test_an_order_credited_on_its_day_is_no_purchase_and_one_credited_later_stays_one() -> None:
    given = pl.DataFrame(
        {
            "account": [1, 1, 1, 1],
            "order": [7, 7, 8, 8],
            "day": [18_270, 18_270, 18_271, 18_300],
            "month": [24_240, 24_240, 24_240, 24_241],
            "amount": [100, -100, 40, -40],
        }
    )
    assert collected(purchases(polars(given))).rows() == [(1, 8, 18_271, 24_240, 40)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 8), st.integers(0, 2_000), st.integers(-50, 100)),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 1_000),
)
def test_whatever_the_lines_a_split_by_account_never_changes_a_bit(
    rows: list[tuple[int, int, int, int]], seed: int
) -> None:
    epoch = datetime.date(2019, 6, 1)
    frame = pl.DataFrame(
        {
            "account": [row[0] for row in rows],
            "order": [row[1] or None for row in rows],
            "date": [epoch + datetime.timedelta(days=row[2]) for row in rows],
            "amount": [row[3] for row in rows],
        }
    ).select(
        "account",
        "order",
        pl.col("date").cast(pl.Int32).cast(pl.Int64).alias("day"),
        (pl.col("date").dt.year().cast(pl.Int64) * 12 + pl.col("date").dt.month() - 1).alias("month"),
        "amount",
        pl.lit(None, pl.Int64).alias("margin"),
        pl.lit(None, pl.Int64).alias("list_amount"),
    )
    seen = horizon(frame)
    draw = np.random.default_rng(seed)
    apart = pl.Series(draw.integers(0, 2, 4)).gather(frame["account"]) == 0
    states, quiet = [], []
    for part in (frame.filter(apart), frame.filter(~apart)):
        by_month = cells(polars(part))
        states.append(collected(state(by_month, seen)))
        quiet.append(collected(silences(by_month)))
    together = features(polars(pl.concat(states)), polars(pl.concat(quiet)), seen)
    assert bits(collected(together)) == bits(measured(polars(frame), seen))
