"""What the months before the as-of month come to, for a range of accounts."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.cube.ranges import Range
from kam_core.cube.resolved import Cells
from kam_core.measures.roll_up import STATE_COLUMNS, Horizon, silences, state, state_parts
from kam_core.measures.silences_sorted import silences_sorted
from kam_core.measures.state_by_months import StateByMonths

SILENCES = ("account", "silence_days")


def closed_months(cells: Cells, last: int, horizon: Horizon, accounts: Range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`STATE_COLUMNS` and `SILENCES` of the months up to `last`, each sorted by its columns from the left."""
    return (_by_months if cells.engine.name == "polars" else _by_groups)(cells, last, horizon, accounts)


def _by_groups(cells: Cells, last: int, horizon: Horizon, accounts: Range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """By the definition as it is."""
    frame = cells.as_of(last, accounts)
    rows = cells.engine.collect(state(frame, horizon)).select(STATE_COLUMNS)
    gaps = cells.engine.collect(silences(frame)).select(SILENCES)
    return rows.sort("account"), gaps.sort(SILENCES)


def _by_months(cells: Cells, last: int, horizon: Horizon, accounts: Range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Month after month is read, once, and added to its accounts; those with strays are rolled up by themselves."""
    base, engine = cells.base(None, last, accounts), cells.engine
    touched = cells.with_strays(last, accounts)
    there = engine.collect(base.select("account").unique())
    sums = StateByMonths(there.join(touched, on="account", how="anti")["account"].sort().to_numpy())
    del there
    parts = nw.to_native(state_parts(base, horizon))
    assert isinstance(parts, pl.LazyFrame)
    for batch in parts.collect_batches(maintain_order=True):
        sums.add(batch)
    rows, gaps = sums.state(), sums.silences()
    del sums
    if len(touched):
        frame = cells.put_together(touched, last, accounts)
        rolled = engine.collect(state(engine.of(frame), horizon)).select(STATE_COLUMNS)
        rows = pl.concat([rows, rolled]).sort("account")
        gaps = pl.concat([gaps, silences_sorted(frame)])
    return rows, gaps.sort(SILENCES)
