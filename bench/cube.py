"""Benchmark of a cube: build, refresh by one day, read one account.

The month files are there but for the last day of the last month; then the last file comes whole. Beside it, with the
same files: a plain scan (the sum of every column), writing their bytes again, and DuckDB making the same cells of them
in one query, without line store, state and features, in a process of its own.

    python -m bench --only cube --cube-lines 10000000,100000000
"""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from bench.parts.budget import Measured, with_peers
from bench.parts.integer_lines import by_contract
from bench.parts.machine import quantile, write_table
from bench.parts.process_tree import Spent, run_watched
from bench.parts.sizes import Sizes
from bench.parts.zipf_cache import MONTHS, accounts_of, zipf_files
from bench.parts.zipf_lines import LAST_DAY
from kam_core.cube.read.cube import Cube
from kam_core.vocabulary.calendar import month_number

ROOT = Path(__file__).resolve().parents[1]
LINES, BUDGETED = (10_000_000,), 100_000_000
MEMORY_LIMIT = "600MB"
BUDGET_BUILD, BUDGET_GB, BUDGET_REFRESH, BUDGET_DRILL = 20.0, 0.6, 2.0, 6.0
ACCOUNTS_LOOKED_AT, REFRESHES = 30, 3
PACKAGES = ("polars", "duckdb", "narwhals", "pyarrow")


@dataclass(frozen=True, slots=True)
class Looks:
    """Milliseconds to have what one account has, account by account."""

    cells: list[float]
    lines: list[float]
    plain: list[float]
    """The same lines found among all files as they came."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one size took."""

    build: Spent
    days: list[Spent]
    """A day came in a month that is not over: what is seen stays as of the month before."""
    corrections: list[Spent]
    """A line of the as-of month was corrected."""
    turn: Spent
    """The last day of the month came: everything is seen as of a new month."""
    looks: Looks
    scan: float
    copy: float
    duckdb: Spent


def building(lines: Path, out: Path) -> list[str]:
    """The command that builds or renews."""
    return [sys.executable, "-m", "kam_core", "build", "--lines", str(lines), "--out", str(out),
            "--memory-limit", MEMORY_LIMIT]  # fmt: skip


def deliver(files: list[Path], folder: Path) -> Path:
    """The files as they come: all but the last whole, of that one all but its last days. The last path."""
    folder.mkdir()
    for file in files[:-1]:
        (folder / file.name).symlink_to(file.resolve())
    last = folder / files[-1].name
    renew(pl.scan_parquet(files[-1], glob=False), REFRESHES + 1, last)
    return last


def renew(whole: pl.LazyFrame, missing: int, last: Path) -> None:
    """The last file with all but so many of its last days."""
    arriving = last.with_suffix(".arriving")
    whole.filter(pl.col("date") <= LAST_DAY - datetime.timedelta(days=missing)).sink_parquet(arriving)
    os.replace(arriving, last)


def measure(lines: int, folder: Path) -> Run:
    """Build, renew, look, and do what it is compared with."""
    files = zipf_files(lines)
    scan = _scanned(files)
    last = deliver(files, folder / "lines")
    command = building(folder / "lines", folder / "cube")
    build = run_watched(command, ROOT)
    whole = pl.scan_parquet(files[-1], glob=False)
    days, corrections = [], []
    for missing in range(REFRESHES, 0, -1):
        renew(whole, missing, last)
        days.append(run_watched(command, ROOT))
    renew(whole, 0, last)
    turn = run_watched(command, ROOT)
    for cents in range(1, REFRESHES + 1):
        first = pl.int_range(pl.len()) == 0
        renew(
            whole.with_columns(pl.when(first).then(pl.col("amount") + cents).otherwise("amount").alias("amount")),
            0,
            last,
        )
        corrections.append(run_watched(command, ROOT))
    looks = look(folder / "cube", files)
    copy = _copied(files, folder / "copies")
    cells = [sys.executable, "-m", "bench.parts.duckdb_cells", str(files[0].parent), str(folder / "cells.parquet")]
    return Run(build, days, corrections, turn, looks, scan, copy, run_watched(cells, ROOT))


def look(folder: Path, files: list[Path]) -> Looks:
    """Drill down to accounts drawn from all; every cell and every line of them, also from the files as they came."""
    cube = Cube.open(folder)
    known = cube.accounts()["account"]
    drawn = np.random.default_rng(1).choice(known.to_numpy(), ACCOUNTS_LOOKED_AT, replace=False)
    looks = Looks([], [], [])
    for number, account in enumerate(drawn.tolist()):
        mine = pl.col("account") == account
        looks.cells.append(_milliseconds(cube.cells(month_number(LAST_DAY), account)))
        looks.lines.append(_milliseconds(cube.lines(account)))
        if number < 5:
            looks.plain.append(_milliseconds(pl.scan_parquet(files, glob=False).filter(mine)))
    return looks


def _milliseconds(frame: pl.LazyFrame) -> float:
    begun = time.perf_counter()
    assert frame.collect().height, "the account has nothing"
    return (time.perf_counter() - begun) * 1000


def _scanned(files: list[Path]) -> float:
    by_contract(files).select(pl.all().sum()).collect()
    begun = time.perf_counter()
    by_contract(files).select(pl.all().sum()).collect()
    return time.perf_counter() - begun


def _copied(files: list[Path], folder: Path) -> float:
    """Seconds to write the same bytes to the disk once more."""
    folder.mkdir()
    begun = time.perf_counter()
    for file in files:
        with (folder / file.name).open("wb") as to:
            to.write(file.read_bytes())
            to.flush()
            os.fsync(to.fileno())
    return time.perf_counter() - begun


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for lines in sizes.cube_lines or LINES:
        with tempfile.TemporaryDirectory() as folder:
            run = measure(lines, Path(folder))
        size = f"{lines:,} lines, {accounts_of(lines):,} accounts, {MONTHS} months"
        rows += _table(f"{lines:,}", run)
        found += _beside_budgets(size, run, lines == BUDGETED)
    note = (
        f"Memory limit {MEMORY_LIMIT}; peak of the resident memory of the process and all that it started. A day: "
        f"the last of {MONTHS} files came with one more, in a month that is not over; a correction: of a line in the "
        f"as-of month; median of {REFRESHES} each. All with the start of Python. "
        "Budgets at 100,000,000 lines and 2,000,000 accounts: build ≤ 20 s in ≤ 0.6 GB, refresh ≤ 2 s."
    )
    write_table("cube", "A cube of order lines", PACKAGES, ("what", "lines", "seconds", "peak GB"), rows, note)
    return found


def _table(lines: str, run: Run) -> list[list[str]]:
    day, correction = (sorted(of, key=lambda one: one.seconds)[len(of) // 2] for of in (run.days, run.corrections))
    return [
        ["build", lines, f"{run.build.seconds:.1f}", f"{run.build.peak_bytes / 1e9:.2f}"],
        ["renewed by a day", lines, f"{day.seconds:.2f}", f"{day.peak_bytes / 1e9:.2f}"],
        ["renewed by a correction", lines, f"{correction.seconds:.2f}", f"{correction.peak_bytes / 1e9:.2f}"],
        ["renewed at the month's turn", lines, f"{run.turn.seconds:.2f}", f"{run.turn.peak_bytes / 1e9:.2f}"],
        ["the cells of one account", lines, f"{quantile(run.looks.cells, 0.5) / 1000:.4f}", ""],
        ["the lines of one account", lines, f"{quantile(run.looks.lines, 0.5) / 1000:.4f}", ""],
        ["the same lines, found in the files as they came", lines, f"{quantile(run.looks.plain, 0.5) / 1000:.3f}", ""],
        ["plain scan of the files", lines, f"{run.scan:.1f}", ""],
        ["the files' bytes written again", lines, f"{run.copy:.1f}", ""],
        ["DuckDB: the cells alone", lines, f"{run.duckdb.seconds:.1f}", f"{run.duckdb.peak_bytes / 1e9:.2f}"],
    ]


def _beside_budgets(size: str, run: Run, budgeted: bool) -> list[Measured]:
    def limit(value: float) -> float | None:
        return value if budgeted else None

    days, corrections = ([one.seconds for one in of] for of in (run.days, run.corrections))
    cells, lines, plain = run.looks.cells, run.looks.lines, quantile(run.looks.plain, 0.5)
    return [
        *with_peers(
            Measured("cube built", size, run.build.seconds, "s", budget=limit(BUDGET_BUILD)),
            [("DuckDB: the cells alone", run.duckdb.seconds), ("plain scan", run.scan), ("bytes written", run.copy)],
        ),
        Measured("cube built: peak memory", size, run.build.peak_bytes / 1e9, "GB", budget=limit(BUDGET_GB),
                 peer="DuckDB: the cells alone", theirs=run.duckdb.peak_bytes / 1e9),
        Measured("cube renewed by a day", size, quantile(days, 0.5), "s", max(days), limit(BUDGET_REFRESH),
                 peer="built anew", theirs=run.build.seconds),
        Measured("cube renewed by a correction in the as-of month", size, quantile(corrections, 0.5), "s",
                 max(corrections), limit(BUDGET_REFRESH), peer="built anew", theirs=run.build.seconds),
        Measured("cube renewed at the month's turn", size, run.turn.seconds, "s", peer="built anew",
                 theirs=run.build.seconds),
        Measured("the cells of one account", size, quantile(cells, 0.5), "ms", quantile(cells, 0.95),
                 limit(BUDGET_DRILL), peer="its lines, in the files as they came", theirs=plain),
        Measured("the lines of one account", size, quantile(lines, 0.5), "ms", quantile(lines, 0.95),
                 peer="the same, in the files as they came", theirs=plain),
    ]  # fmt: skip
