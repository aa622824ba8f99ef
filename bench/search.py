"""Benchmark of the account search: the hits for texts of one letter up to a full name, among many accounts.

Beside it the floor: one literal search for the same text through names and ids.

    python -m bench --only search --accounts 100000
"""

from __future__ import annotations

import time

import polars as pl

from bench.parts.budget import Measured, with_peers
from bench.parts.machine import quantile, write_table
from bench.parts.order_lists import made_dataset
from bench.parts.sizes import Sizes
from kam_core.insight.search.find import find
from kam_core.insight.search.search_index import search_index

ACCOUNTS = (100_000,)
TYPED = ("c", "customer", "9", "99 seller 7", "seller 3", "C0000007", "customer 4711", "nobody")
"""From texts that every account matches to one that none does."""
MOST = 12
ROUNDS, WARM_UP = 12, 2
BUDGET_MS, BUDGET_P95_MS = 30.0, 100.0
PACKAGES = ("polars",)
FLOOR = "floor, polars: one literal contains"


def milliseconds(begun: float) -> float:
    """Time since then."""
    return 1000 * (time.perf_counter() - begun)


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for accounts in sizes.accounts or ACCOUNTS:
        data = made_dataset(accounts)
        revenue = data.accounts.select("account_id", (pl.len() - pl.col("account")).alias("revenue"))
        begun = time.perf_counter()
        index = search_index(data.accounts, revenue)
        built = milliseconds(begun)
        ours, floor = [], []
        for turn in range(WARM_UP + ROUNDS):
            for typed in TYPED:
                begun = time.perf_counter()
                find(index, typed, MOST)
                took = milliseconds(begun)
                begun = time.perf_counter()
                index.accounts.filter(pl.col("text").str.contains(typed.lower(), literal=True))
                if turn >= WARM_UP:
                    ours.append(took)
                    floor.append(milliseconds(begun))
        p50, p95 = quantile(ours, 0.5), quantile(ours, 0.95)
        size = f"{accounts:,} accounts"
        rows.append([size, f"{p50:.1f}", f"{p95:.1f}", f"{quantile(floor, 0.5):.1f}", f"{built:.0f}"])
        first = Measured(f"the {MOST} best hits of a search", size, p50, "ms", p95, BUDGET_MS, BUDGET_P95_MS)
        found += with_peers(first, [(FLOOR, quantile(floor, 0.5))])
    note = f"{len(TYPED)} texts, {ROUNDS} times each. Budget: p50 ≤ {BUDGET_MS:.0f} ms, p95 ≤ {BUDGET_P95_MS:.0f} ms."
    columns = ("size", "p50 ms", "p95 ms", "floor p50 ms", "index built once, ms")
    write_table("search", "Search for an account", PACKAGES, columns, rows, note)
    return found
