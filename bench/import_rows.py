"""Benchmark of the import by rows: all stages from bytes to typed tables.

Beside it, in the same run, what two libraries take merely to parse the same bytes, without checking anything.

    python -m bench --only import_rows --rows 100000
"""

from __future__ import annotations

import importlib.util
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl

from bench.parts.budget import Measured, with_peers
from bench.parts.machine import quantile, write_table
from bench.parts.order_lists import LINES_PER_ACCOUNT, made_lines
from bench.parts.sizes import Sizes
from kam_core.intake import Choices, Upload, load

TURNS = 5
ROWS = (100_000,)
BUDGETS = {100_000: 5.0, 1_000_000: 40.0}
"""Seconds for all stages, by number of rows."""
OURS = "kam_core.intake.load: all stages"
PACKAGES = ("polars", "pandas", "numpy")


def order_list(rows: int) -> bytes:
    """A CSV as an ERP system writes it, of that many order lines."""
    made = made_lines(max(1, rows // LINES_PER_ACCOUNT), rows)
    account = pl.col("account").cast(pl.String)
    return (
        made.select(
            (pl.lit("SO-") + (pl.int_range(pl.len()) // 3).cast(pl.String)).alias("Order No"),
            pl.col("date").alias("Order Date"),
            (pl.lit("C") + account).alias("Customer ID"),
            (pl.lit("Customer ") + account + pl.lit(", Ltd.")).alias("Customer"),
            (pl.lit("Product ") + (pl.col("account") % 50).cast(pl.String)).alias("Product"),
            pl.col("amount").alias("Sales Amount"),
            pl.col("margin").alias("Margin"),
        )
        .write_csv()
        .encode()
    )


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _duckdb(path: Path) -> object:
    import duckdb

    return duckdb.sql(f"SELECT * FROM read_csv('{path}')").to_arrow_table()


def timed(content: bytes) -> dict[str, list[float]]:
    """Seconds of ours and of each peer, turn by turn."""
    works: dict[str, Callable[[], object]] = {
        OURS: lambda: load([Upload("orders.csv", content)], Choices()),
        "polars.read_csv: parse only": lambda: pl.read_csv(content, try_parse_dates=True),
        "pandas.read_csv: parse only": lambda: pd.read_csv(io.BytesIO(content), parse_dates=["Order Date"]),
    }
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        if importlib.util.find_spec("duckdb"):
            path = Path(folder) / "orders.csv"
            path.write_bytes(content)
            works["DuckDB read_csv: parse only"] = lambda: _duckdb(path)
        for _ in range(TURNS):
            for what, work in works.items():
                times.setdefault(what, []).append(seconds(work))
    return times


def measured(sizes: Sizes) -> list[Measured]:
    """Measure turn by turn, write the table."""
    table, found = [], []
    for rows in sizes.rows or ROWS:
        content = order_list(rows)
        intake = load([Upload("orders.csv", content)], Choices())
        assert intake.dataset.lines.height == rows, "rows were left out"
        times = timed(content)
        middle = {what: quantile(taken, 0.5) for what, taken in times.items()}
        table += [
            [what, f"{rows:,}", f"{middle[what]:.3f}", f"{max(taken):.3f}", f"{rows / middle[what]:,.0f}"]
            for what, taken in times.items()
        ]
        ours = Measured(
            "import, all stages", f"{rows:,} rows", middle[OURS], "s", p95=max(times[OURS]), budget=BUDGETS.get(rows)
        )
        found += with_peers(ours, [(what, took) for what, took in middle.items() if what != OURS])
    note = (
        f"A CSV as an ERP system writes it, about 72 bytes a row; median of {TURNS} turns. Budget for all stages of "
        f"100,000 rows: {BUDGETS[100_000]:g} s."
    )
    columns = ("what", "rows", "median s", "slowest s", "rows a second")
    write_table("import_rows", "Import of an order list", PACKAGES, columns, table, note)
    return found
