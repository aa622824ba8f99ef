"""Benchmark of the retention models: fitting BG/NBD to accounts that were made by its own rules.

The first size is that of CDNOW, the data on which the model was published; the second has as many different histories.

    python -m bench --only retention
"""

from __future__ import annotations

import time

import numpy as np
import polars as pl

from bench.parts.budget import Measured
from bench.parts.machine import quantile, write_table
from bench.parts.sizes import Sizes
from kam_core.insight.retention.fit import fit_histories
from kam_core.insight.retention.grouped_histories import GroupedHistories
from kam_core.insight.retention.purchase_model import PurchaseModel, fit_purchase_model

PUBLISHED = PurchaseModel(0.243, 4.414, 0.793, 2.426)
"""CDNOW, in weeks (Fader, Hardie & Lee 2005)."""
BUDGETS_MS = {2_357: 50.0, 100_000: 2_000.0}
ROUNDS, WARM_UP = 10, 1
MOST_PURCHASES = 80
PACKAGES = ("scipy", "numpy")
SEED = 2005


def histories(accounts: int, distinct: bool) -> pl.DataFrame:
    """Accounts that buy by the published model: `account`, `frequency`, `recency`, `age` (weeks), `mean_spend`.

    distinct: times of their own; else in days over 12 weeks of first purchases, as CDNOW has them.
    """
    chance = np.random.default_rng(SEED)
    rate = chance.gamma(PUBLISHED.r, 1 / PUBLISHED.alpha, (accounts, 1))
    leaves_after = chance.geometric(np.clip(chance.beta(PUBLISHED.a, PUBLISHED.b, (accounts, 1)), 1e-9, 1))
    age = 27 + 12 * chance.random((accounts, 1))
    times = np.cumsum(chance.exponential(1 / np.maximum(rate, 1e-9), (accounts, MOST_PURCHASES)), axis=1)
    if not distinct:
        age, times = np.round(age * 7) / 7, np.ceil(times * 7) / 7
    bought = (times <= age) & (np.arange(1, MOST_PURCHASES + 1) <= leaves_after)
    return pl.DataFrame(
        {
            "account": np.arange(accounts),
            "frequency": bought.sum(axis=1),
            "recency": np.where(bought, times, 0.0).max(axis=1),
            "age": age[:, 0],
            "mean_spend": chance.gamma(6.25, 1 / chance.gamma(3.74, 1 / 15.44, accounts)) * 10_000,
        }
    )


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for accounts in sizes.accounts or tuple(BUDGETS_MS):
        frame = histories(accounts, distinct=accounts not in BUDGETS_MS or accounts > min(BUDGETS_MS))
        fitting, everything = [], []
        for turn in range(WARM_UP + ROUNDS):
            begun = time.perf_counter()
            grouped = GroupedHistories.of(frame)
            model = fit_purchase_model(grouped, shift=0)
            fitted = time.perf_counter()
            fit_histories(frame, frame["account"])
            ended = time.perf_counter()
            assert isinstance(model, PurchaseModel)
            if turn >= WARM_UP:
                fitting.append(1000 * (fitted - begun))
                everything.append(1000 * (ended - fitted))
        size = f"{accounts:,} accounts"
        p50, p95 = quantile(fitting, 0.5), quantile(fitting, 0.95)
        rows.append([size, f"{len(grouped.count):,}", f"{p50:.1f}", f"{p95:.1f}", f"{quantile(everything, 0.5):.0f}"])
        found.append(Measured("fit BG/NBD to purchase histories", size, p50, "ms", p95, BUDGETS_MS.get(accounts)))
    note = f"{ROUNDS} fits each, grouping of equal histories included. Budgets: 50 ms and 2 s."
    columns = ("size", "different histories", "p50 ms", "p95 ms", "both models, spend and intervals, ms")
    write_table("retention", "Fit of the retention models", PACKAGES, columns, rows, note)
    return found
