"""Benchmark of the account measures on polars and DuckDB.

From the same Parquet file: cells, what they come to per account, and the features; each step collected, as the data set
of the app does it. Beside it a plain scan (the sum of every column) and, up to a million lines, pandas. All of them
must give the same bits.

    python -m bench --only measures --lines 10000000
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl

from bench.parts.budget import Measured, with_peers
from bench.parts.integer_lines import write_contract
from bench.parts.machine import quantile, write_table
from bench.parts.sizes import Sizes
from bench.parts.zipf_cache import accounts_of, zipf_files
from bench.parts.zipf_lines import LAST_DAY
from kam_core.engines.engine import Engine
from kam_core.engines.engine_choice import engine_of
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame, range_columns, ranges_of
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import state
from kam_core.measures.features import features
from kam_core.measures.view import View

LINES = (1_000_000, 10_000_000)
TURNS, BUDGET_SCANS = 5, 10.0
MOST_FOR_PANDAS = 1_000_000
PACKAGES = ("polars", "duckdb", "pandas", "narwhals", "pyarrow")
Steps = dict[str, float]


def on_engine(engine: Engine, path: Path) -> tuple[pl.DataFrame, Steps]:
    """The features by the engine, and the seconds of each step."""
    return _steps(engine.scan([path]), engine.collect, engine.of)


def on_pandas(path: Path) -> tuple[pl.DataFrame, Steps]:
    """The same definition on pandas."""

    def frame(table: pl.DataFrame) -> Frame:
        return nw.from_native(table.to_pandas(use_pyarrow_extension_array=True)).lazy()

    def collect(lazy: Frame) -> pl.DataFrame:
        found: pl.DataFrame = lazy.collect("polars").to_native()
        return found

    lines = nw.from_native(pd.read_parquet(path, dtype_backend="pyarrow")).lazy()
    return _steps(lines, collect, frame)


def _steps(
    lines: Frame, collect: Callable[[Frame], pl.DataFrame], of: Callable[[pl.DataFrame], Frame]
) -> tuple[pl.DataFrame, Steps]:
    clock = [time.perf_counter()]
    ranges = ranges_of(collect(range_columns(lines)).row(0, named=True))
    seen = Horizon.of(View(LAST_DAY), ranges["month"][0])

    def done(frame: Frame) -> pl.DataFrame:
        found = collect(frame)
        clock.append(time.perf_counter())
        return found

    by_month = of(done(cells(lines, ranges=ranges)))
    rolled = of(done(state(by_month, seen)))
    found = done(features(rolled, silences(by_month), seen))
    parts = [after - before for before, after in itertools.pairwise(clock)]
    return found.sort("account"), dict(zip(("cells", "state", "features"), parts, strict=True))


def scanned(path: Path) -> float:
    """Seconds to read every column once and add it up."""
    begun = time.perf_counter()
    pl.scan_parquet(path, glob=False).select(pl.all().sum()).collect()
    return time.perf_counter() - begun


def measure(path: Path, pandas_too: bool, turns: int = TURNS) -> dict[str, list[Steps]]:
    """Seconds of each step by what did it, turn by turn. Raises AssertionError where two do not give the same bits."""
    polars, duckdb = engine_of("polars"), engine_of("duckdb")
    works: dict[str, Callable[[], tuple[pl.DataFrame, Steps]]] = {
        "polars": lambda: on_engine(polars, path),
        "duckdb": lambda: on_engine(duckdb, path),
    }
    if pandas_too:
        works["pandas"] = lambda: on_pandas(path)
    found: dict[str, list[Steps]] = {name: [] for name in (*works, "scan")}
    for turn in range(turns + 1):
        first: pl.DataFrame | None = None
        for name, work in works.items():
            frame, steps = work()
            first = frame if first is None else first
            assert frame.equals(first), f"{name} gives other features than polars"
            if turn:
                found[name].append(steps)
        if turn:
            found["scan"].append({"scan": scanned(path)})
    return found


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for lines in sizes.lines or LINES:
        with tempfile.TemporaryDirectory() as folder:
            path = write_contract(zipf_files(lines), Path(folder) / "lines.parquet")
            turns = measure(path, lines <= MOST_FOR_PANDAS)
        times = {name: [sum(steps.values()) for steps in taken] for name, taken in turns.items()}
        for name, taken in turns.items():
            parts = [f"{quantile([one[part] for one in taken], 0.5):.2f}" for part in taken[0]]
            shown = parts if len(parts) == 3 else ["", "", ""]
            middle = quantile(times[name], 0.5)
            rows.append([name, f"{lines:,}", *shown, f"{middle:.2f}", f"{max(times[name]):.2f}"])
        found += _beside_budgets(f"{lines:,} lines, {accounts_of(lines):,} accounts", times, lines == max(LINES))
    note = (
        f"Seconds, median of {TURNS} turns after one to warm up, and the slowest; Parquet file in the memory of the "
        "machine. All give the same bits. Budgets at ten million lines: ≤ 10 plain scans, and not slower than DuckDB."
    )
    columns = ("what", "lines", "cells", "state", "features", "all", "slowest")
    write_table("measures", "Measures of order lines", PACKAGES, columns, rows, note)
    return found


def _beside_budgets(size: str, times: dict[str, list[float]], budgeted: bool) -> list[Measured]:
    """Against scans and against DuckDB, each with its budget."""
    ours, slowest = quantile(times["polars"], 0.5), max(times["polars"])
    scan, duckdb = quantile(times["scan"], 0.5), quantile(times["duckdb"], 0.5)
    limits = (BUDGET_SCANS * scan, duckdb) if budgeted else (None, None)
    what = "measures of all accounts"
    against_scan = Measured(what, size, ours, "s", slowest, limits[0], peer="plain scan", theirs=scan)
    against_duckdb = Measured("the same, beside engines", size, ours, "s", slowest, limits[1])
    peers = [("DuckDB, same definition", duckdb)]
    if "pandas" in times:
        peers.append(("pandas, same definition", quantile(times["pandas"], 0.5)))
    return [against_scan, *with_peers(against_duckdb, peers)]
