"""Convert a cube into a data set: accounts in memory, lines on disk."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from kam_core.cube.read.cube import Cube
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_COLUMNS, Dataset
from kam_core.vocabulary.line_store import LineStore


def dataset_of(cube: Cube) -> Dataset:
    """A data set with accounts in memory and lines on disk. Accounts have only ids: a cube has no account list."""
    accounts = cube.accounts().select(
        "account",
        "account_id",
        pl.col("account_id").alias("name"),
        pl.lit(False).alias("listed"),
        *(pl.lit(None, dtype).alias(name) for name, dtype in list(ACCOUNT_COLUMNS.items())[4:]),
    )
    as_of, months, features = cube.ready
    return Dataset(
        name=cube.name,
        currency=cube.currency,
        accounts=accounts.sort("account"),
        lines=pl.DataFrame(schema=LINE_COLUMNS),
        orders=pl.DataFrame(schema={"order": pl.Int64, "order_id": pl.String}),
        products=cube.products().with_columns(
            pl.lit(None, pl.String).alias(name) for name in ("name", "product_family")
        ),
        tables={},
        sources=tuple(Path(source).name for source in cube.sources),
        content_id=cube.content_id,
        line_store=LineStore(
            lines=cube.lines,
            cells=cube.cells,
            features=features,
            features_as_of=as_of,
            features_months=months,
            counts=cube.months,
            lines_without_account=cube.without_account[0],
            amount_without_account=cube.without_account[1],
            first_day=cube.first_day,
            last_day=cube.last_day,
            rejected=cube.rejected,
        ),
    )
