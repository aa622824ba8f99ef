"""An order list is imported: all stages from bytes to typed tables and findings.

Beside it, in the same run, what two libraries take merely to parse the same bytes, without checking anything.

    python -m bench.import_rows --rows 100000
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable

import pandas as pd
import polars as pl

from bench.parts.machine import quantile, write_table
from bench.parts.made import LINES_PER_ACCOUNT, made_lines
from kam_core.intake import Choices, Upload, load

TURNS = 5
BUDGET_SECONDS = 5.0
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


def main() -> None:
    """Measure turn by turn, write the table, print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    content = order_list(rows)
    intake = load([Upload("orders.csv", content)], Choices())
    works: dict[str, Callable[[], object]] = {
        "kam_core.intake.load: all stages": lambda: load([Upload("orders.csv", content)], Choices()),
        "polars.read_csv: parse only": lambda: pl.read_csv(content, try_parse_dates=True),
        "pandas.read_csv: parse only": lambda: pd.read_csv(io.BytesIO(content), parse_dates=["Order Date"]),
    }
    times: dict[str, list[float]] = {what: [] for what in works}
    for _ in range(TURNS):
        for what, work in works.items():
            times[what].append(seconds(work))
    table = [
        [what, f"{quantile(taken, 0.5):.3f}", f"{max(taken):.3f}", f"{rows / quantile(taken, 0.5):,.0f}"]
        for what, taken in times.items()
    ]
    note = (
        f"{rows:,} rows, {len(content) / 1e6:.1f} MB; {intake.dataset.lines.height:,} order lines of "
        f"{intake.dataset.accounts.height:,} accounts loaded, {intake.rejected.height:,} rejected; median of {TURNS} "
        f"turns. Budget for all stages of 100,000 rows: {BUDGET_SECONDS:g} s."
    )
    columns = ("what", "median s", "slowest s", "rows a second")
    print(write_table("import_rows", "Import of an order list", PACKAGES, columns, table, note))


if __name__ == "__main__":
    main()
