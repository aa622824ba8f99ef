"""The state added up month by month is that of the definition, whatever the cells are and however they are cut."""

import datetime

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.engines.engine_choice import engine_of
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.quantities import CELL_COLUMNS
from kam_core.measures.cells.roll_up import state, state_parts
from kam_core.measures.cells.roll_up_by_month import MonthlyRollUp
from kam_core.measures.cells.state_columns import STATE_COLUMNS
from kam_core.measures.view import View

LAST = datetime.date(2024, 12, 31)
FEW = [0, 1, 2, 3, 5, 8, 40]
WIDE = [-(2**62), -7, 0, 1, 10**12, 2**62]


def drawn(accounts: list[int], seed: int) -> pl.DataFrame:
    """Cells of five years: some months are missing, some bring back more than they bought, some bought nothing."""
    draw = np.random.default_rng(seed)
    end = 2024 * 12 + 11
    pairs = [(a, m) for m in range(end - 59, end + 1) for a in accounts if draw.random() < draw.choice([0.02, 0.5])]
    count = len(pairs)
    month = np.array([m for _, m in pairs], dtype=np.int64)
    first = month * 31 + draw.integers(0, 15, count)
    frame = pl.DataFrame(
        {
            "account": pl.Series([a for a, _ in pairs], dtype=pl.Int64),
            "month": month,
            **{name: draw.integers(-(10**12), 10**13, count) for name in CELL_COLUMNS[2:]},
            "purchases": draw.integers(0, 3, count),
            "first_day": first,
            "last_day": first + draw.integers(0, 15, count),
        }
    ).select(CELL_COLUMNS)
    bought = pl.col("purchases") > 0
    return frame.with_columns(
        pl.when(bought).then(name).alias(name) for name in ("first_day", "last_day", "largest_purchase")
    )


@pytest.mark.parametrize("window", [12, 3, None])
@pytest.mark.parametrize(
    ("accounts", "left_out"), [(FEW, []), (FEW, [2, 40]), (WIDE, []), (WIDE, [-7, 2**62]), ([], [])]
)
@pytest.mark.parametrize("at_once", [1, 7, 10_000])
def test_months_added_one_by_one_come_to_the_state_of_the_definition(
    accounts: list[int], left_out: list[int], window: int | None, at_once: int
) -> None:
    working = engine_of("polars")
    horizon = Horizon.of(View(LAST, window), 2020 * 12)
    for seed in range(2):
        cells = drawn(accounts, seed)
        mine = cells.filter(~pl.col("account").is_in(left_out))
        sums = MonthlyRollUp(mine["account"].unique().sort().to_numpy())
        parts = working.collect(state_parts(working.of(cells), horizon))
        for begin in range(0, parts.height, at_once):
            sums.add(parts[begin : begin + at_once])
        wanted = working.collect(state(working.of(mine), horizon)).select(STATE_COLUMNS).sort("account")
        assert_frame_equal(sums.state(), wanted, check_exact=True)
        gaps = working.collect(silences(working.of(mine))).sort("account", "silence_days")
        assert_frame_equal(sums.silences().sort("account", "silence_days"), gaps, check_exact=True)


@pytest.mark.parametrize("accounts", [FEW, WIDE])
def test_a_month_merged_with_the_months_before_equals_the_state_of_all(accounts: list[int]) -> None:
    working = engine_of("polars")
    horizon = Horizon.of(View(LAST, 12), 2020 * 12)
    for seed in range(4):
        cells = drawn(accounts, seed)
        before, now = cells.filter(pl.col("month") < horizon.last_month), cells.filter(month=horizon.last_month)
        sums = MonthlyRollUp(cells["account"].unique().sort().to_numpy())
        sums.begin(working.collect(state(working.of(before), horizon)))
        sums.add(working.collect(state_parts(working.of(now), horizon)))
        wanted = working.collect(state(working.of(cells), horizon)).select(STATE_COLUMNS).sort("account")
        assert_frame_equal(sums.state(), wanted, check_exact=True)
        old, all_ = (working.collect(silences(working.of(some))) for some in (before, cells))
        both = pl.concat([old, sums.silences()]).sort("account", "silence_days")
        assert_frame_equal(both, all_.sort("account", "silence_days"), check_exact=True)
