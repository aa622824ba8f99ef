"""Benchmark of the history: stages at 36 month-ends in one pass, and measures, scores and tiers at each of them.

python -m bench --only history --accounts 10000,100000
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from bench.parts.budget import Measured
from bench.parts.machine import quantile, write_table
from bench.parts.order_lists import FIRST, made_dataset
from bench.parts.sizes import Sizes
from kam_core.measures.lifecycle.stage_history import stage_history
from kam_core.measures.view import View, default_view
from kam_core.services.appraisal import account_measures, built_in_model
from kam_core.services.history import past_portfolios
from kam_core.vocabulary.calendar import day_number, month_end, month_number
from kam_core.vocabulary.dataset import Dataset

ACCOUNTS = (10_000, 100_000)
MONTHS, TURNS = 36, 3
SECONDS = {10_000: 1.0, 100_000: 8.0}
PACKAGES = ("polars", "numpy")


def three_years(accounts: int) -> Dataset:
    """The made order lists, their two years stretched over three."""
    data = made_dataset(accounts)
    start = day_number(FIRST)
    day = start + (pl.col("day") - start) * 3 // 2
    dates = day.cast(pl.Int32).cast(pl.Date)
    lines = data.lines.with_columns(
        day.alias("day"), (dates.dt.year().cast(pl.Int64) * 12 + dates.dt.month() - 1).alias("month")
    )
    return replace(data, lines=lines, content_id=f"three-years-{accounts}")


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for accounts in sizes.accounts or ACCOUNTS:
        data = three_years(accounts)
        view = default_view(data)
        stages = [_seconds(lambda d=data, v=view: stage_history(d, v, MONTHS)) for _ in range(TURNS)]
        model = built_in_model(data, account_measures(data, view))
        last = month_number(view.as_of)
        views = [View(month_end(month)) for month in range(last - MONTHS + 1, last + 1)]
        whole = _seconds(lambda d=data, v=views, m=model: [None for _ in past_portfolios(d, v, m)])
        size, p50 = f"{accounts:,} accounts", quantile(stages, 0.5)
        rows.append([size, f"{p50:.2f}", f"{whole:.2f}"])
        limit = SECONDS.get(accounts)
        found.append(Measured(f"stages at {MONTHS} month-ends", size, p50, "s", max(stages), limit))
        found.append(Measured(f"measures, scores, tiers at {MONTHS} month-ends", size, whole, "s", budget=limit))
    note = f"Order lines over {MONTHS} months. Budget: 10,000 accounts in 1 s, 100,000 in 8 s."
    write_table("history", "History", PACKAGES, ("size", "stages, s", "scores and tiers, s"), rows, note)
    return found


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
