"""Sample order lines as files, cubes and frames in memory."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kam_core.cube.build.builder import build
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.build.request import BuildRequest, BuildResult
from kam_core.cube.read.cube import Cube
from kam_core.engines.engine_choice import engine_of
from kam_core.measures.account_frame import account_frame
from kam_core.measures.cells.quantities import CELL_COLUMNS
from kam_core.measures.features import FEATURE_COLUMNS
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number, month_number
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_COLUMNS, Dataset
from kam_core.vocabulary.message import Message

FILE_COLUMNS = ("account", "date", "order", "amount", "margin", "list_amount")
GIGABYTE = MemoryLimit(10**9)


def rows(*given: tuple[int | str | None, str, int, float]) -> pl.DataFrame:
    """Lines by hand: account, date, order, amount in currency units."""
    return pl.DataFrame(
        [
            {
                "account": account,
                "date": datetime.date.fromisoformat(date),
                "order": order,
                "amount": round(amount * 10_000),
                "margin": None,
                "list_amount": None,
            }
            for account, date, order, amount in given
        ],
        schema_overrides={"amount": pl.Int64, "margin": pl.Int64, "list_amount": pl.Int64},
    )


def by_month(folder: Path, lines: pl.DataFrame) -> list[Path]:
    """One file a month, in the order of months."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for month in lines["date"].dt.month_start().unique().sort():
        paths.append(folder / f"{month:%Y-%m}.parquet")
        lines.filter(pl.col("date").dt.month_start() == month).select(FILE_COLUMNS).write_parquet(paths[-1])
    return paths


def one_file(path: Path, lines: pl.DataFrame) -> Path:
    """All lines in a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines.write_parquet(path)
    return path


def no_progress(message: Message, done: int, of: int) -> None:
    """Nobody listens."""


def built(
    paths: Sequence[Path], out: Path, limit: MemoryLimit = GIGABYTE, engine: str = "polars", **more: object
) -> BuildResult:
    """A cube made or renewed."""
    working = engine_of(engine)
    try:
        return build(BuildRequest(tuple(paths), out, limit, **more), working, no_progress)  # type: ignore[arg-type]
    finally:
        working.close()


def in_memory(lines: pl.DataFrame) -> Dataset:
    """The same lines as a data set in memory, accounts by their own numbers."""
    known = lines.filter(pl.col("account").is_not_null())
    accounts = known.select(pl.col("account").unique().sort()).with_columns(
        pl.col("account").cast(pl.String).alias("account_id"), pl.lit(False).alias("listed")
    )
    rest = [pl.lit(None, dtype).alias(name) for name, dtype in ACCOUNT_COLUMNS.items() if name not in accounts.columns]
    whole = known.with_row_index("line").with_columns(
        pl.col("date").cast(pl.Int32).alias("day"),
        (pl.col("date").dt.year().cast(pl.Int64) * 12 + pl.col("date").dt.month() - 1).alias("month"),
        pl.lit(0).alias("source"),
        pl.lit(None).alias("product"),
    )
    return Dataset(
        name="test",
        currency=None,
        accounts=accounts.with_columns(rest).select(*ACCOUNT_COLUMNS),
        lines=whole.select(pl.col(name).cast(dtype) for name, dtype in LINE_COLUMNS.items()),
        orders=pl.DataFrame(schema={"order": pl.Int64, "order_id": pl.String}),
        products=pl.DataFrame(
            schema={"product": pl.Int64, "product_id": pl.String, "name": pl.String, "product_family": pl.String}
        ),
        tables={},
        sources=("test",),
    )


def expected(lines: pl.DataFrame, as_of: datetime.date, window: int | None) -> pl.DataFrame:
    """The measures of the lines in memory, which net orders over all their lines at once."""
    return account_frame(in_memory(lines), View(as_of, window)).select(FEATURE_COLUMNS).sort("account")


def stored_features(out: Path) -> pl.DataFrame:
    """The features that a cube keeps ready."""
    return Cube.open(out).ready[2].collect().select(FEATURE_COLUMNS).sort("account")


def cells(out: Path, last_month: str) -> pl.DataFrame:
    """The cells as of a month."""
    month = month_number(datetime.date.fromisoformat(last_month + "-01"))
    return Cube.open(out).cells(month).collect().select(CELL_COLUMNS).sort("account", "month")


def lines_of(out: Path) -> pl.DataFrame:
    """All lines of a cube in an order of their own, whichever file they came in."""
    frame = Cube.open(out).lines().collect().drop("source", "line")
    return frame.sort(frame.columns, nulls_last=True)


def day(text: str) -> int:
    """An ISO date as a day number."""
    return day_number(datetime.date.fromisoformat(text))


def names(out: Path, folder: str) -> set[str]:
    """The files of one kind."""
    return {path.name for path in (out / folder).iterdir()}
