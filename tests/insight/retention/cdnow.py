"""The 2,357 customers of CDNOW on which the models were published, and the reference results."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import polars as pl
import pytest

from tests.datasets import SHARED

needs_reference = pytest.mark.skipif(not (SHARED / "reference").exists(), reason="needs ../shared")


@lru_cache
def cdnow() -> pl.DataFrame:
    """`account`, `frequency`, `recency`, `age` (weeks), `mean_spend` (dollars)."""
    file = SHARED / "data" / "cdnow_summary" / "cdnow_customers_summary_with_transactions.csv"
    return pl.read_csv(file).select(
        pl.col("ID").alias("account"),
        pl.col("x").alias("frequency"),
        pl.col("t_x").cast(pl.Float64).alias("recency"),
        pl.col("T").cast(pl.Float64).alias("age"),
        pl.col("zbar").cast(pl.Float64).alias("mean_spend"),
    )


def reference(name: str) -> dict[str, dict[str, Any]]:
    """The cases of a reference file by name."""
    return {case["name"]: case for case in _document(name)["cases"]}


def also_published(name: str) -> dict[str, dict[str, Any]]:
    """Results of other models on the same data."""
    published: dict[str, dict[str, Any]] = _document(name)["also_published"]
    return published


def _document(name: str) -> Any:
    return json.loads((SHARED / "reference" / f"{name}.json").read_text(encoding="utf-8"))
