"""Roll up the months before the as-of month, for a range of accounts."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.cube.build.account_ranges import Range
from kam_core.cube.build.month_cells import MonthCells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import state, state_parts
from kam_core.measures.cells.roll_up_by_month import MonthlyRollUp
from kam_core.measures.cells.state_columns import STATE_COLUMNS

SILENCES = ("account", "silence_days")


def closed_months(cells: MonthCells, last: int, horizon: Horizon, accounts: Range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`STATE_COLUMNS` and `SILENCES` of the months up to `last`, each sorted by its columns from the left."""
    roll_up = _by_months if cells.engine.name == "polars" else _by_groups
    rows, gaps = roll_up(cells, last, horizon, accounts)
    return rows, gaps.sort(SILENCES)


def _by_groups(cells: MonthCells, last: int, horizon: Horizon, accounts: Range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Roll up by group_by on any engine."""
    frame = cells.up_to(last, accounts)
    rows = cells.engine.collect(state(frame, horizon)).select(STATE_COLUMNS)
    return rows.sort("account"), cells.engine.collect(silences(frame)).select(SILENCES)


def _by_months(cells: MonthCells, last: int, horizon: Horizon, accounts: Range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Roll up month by month on polars; each month is read once."""
    frame = cells.up_to(last, accounts)
    sums = MonthlyRollUp(cells.engine.collect(frame.select("account").unique())["account"].sort().to_numpy())
    parts = nw.to_native(state_parts(frame, horizon))
    assert isinstance(parts, pl.LazyFrame)
    for batch in parts.collect_batches(maintain_order=True):
        sums.add(batch)
    return sums.state(), sums.silences()
