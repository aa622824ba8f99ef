"""Concentration over time: shares of the largest accounts at each of the last quarter ends."""

from __future__ import annotations

import numpy as np
import polars as pl

from kam_core.insight.concentration.indices import accounts_for, hhi, top_share
from kam_core.vocabulary.calendar import month_end

QUARTERS = 8
"""Quarter ends that are shown at most."""
MONTHS_A_QUARTER = 3
MOST = 0.80
TOPS = (1, 5, 10)
HISTORY_COLUMNS: dict[str, pl.DataType] = {
    "end": pl.Date(), "customers": pl.Int64(), "revenue": pl.Int64(), "top1": pl.Float64(), "top5": pl.Float64(),
    "top10": pl.Float64(), "n80": pl.Int64(), "hhi": pl.Float64(),
}  # fmt: skip


def quarter_ends(last_month: int, window: int, data_start: int) -> list[int]:
    """Month numbers of the last quarter ends up to a month, the earliest first; those whose window the data cover."""
    latest = last_month - (last_month + 1) % MONTHS_A_QUARTER
    ends = [latest - MONTHS_A_QUARTER * place for place in range(QUARTERS)]
    return sorted(end for end in ends if end - window + 1 >= data_start)


def concentration_history(revenue: pl.DataFrame, ends: list[int], window: int) -> pl.DataFrame:
    """`HISTORY_COLUMNS`, one row per quarter end; shares (0–1) are of the positive revenue of the window up to it.

    revenue: `account`, `month`, `revenue` (ten-thousandths). Quarter ends without positive revenue are left out.
    """
    rows = []
    for end in ends:
        within = revenue.filter((pl.col("month") > end - window) & (pl.col("month") <= end))
        sums = within.group_by("account").agg(pl.col("revenue").sum())["revenue"]
        bought = sums.filter(sums > 0)
        if not len(bought):
            continue
        values = bought.cast(pl.Float64).to_numpy().astype(np.float64)
        rows.append(
            {
                "end": month_end(end),
                "customers": len(bought),
                "revenue": int(bought.sum()),
                **{f"top{top}": top_share(values, top) for top in TOPS},
                "n80": accounts_for(values, MOST),
                "hhi": hhi(values),
            }
        )
    return pl.DataFrame(rows, schema=HISTORY_COLUMNS)
