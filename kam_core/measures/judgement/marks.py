"""Latest mark of each criterion at one account: who gave it, when, and on what evidence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.optional_columns import with_optional

OPTIONAL = {"assessed_on": pl.Int64, "assessor": pl.String, "evidence": pl.String}
_UNDATED = -(2**40)
"""Marks without a day come before all others."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mean mark, from 1 to 5, of the latest day of a criterion. on: None where the marks have no day."""

    criterion: str
    score: float
    on: datetime.date | None
    assessors: tuple[str, ...]
    evidence: tuple[str, ...]


Marks = Mapping[str, Mark]
"""Criterion → its latest mark; criteria that were not judged are absent."""


def marks_of(dataset: Dataset, codes: tuple[int, ...], as_of_day: int) -> Marks:
    """The latest marks of accounts united on a page, up to a day."""
    table = dataset.tables.get("assessments")
    if table is None:
        return {}
    rows = (
        with_optional(table, OPTIONAL)
        .filter(pl.col("account").is_in(list(codes)))
        .select(
            pl.col("criterion").cast(pl.String), pl.col("score").cast(pl.Float64),
            pl.col("assessed_on").cast(pl.Int64).fill_null(_UNDATED).alias("day"), "assessor", "evidence",
        )
        .filter(pl.col("day") <= as_of_day)
        .filter(pl.col("day") == pl.col("day").max().over("criterion"))
    )  # fmt: skip
    found: dict[str, Mark] = {}
    for (criterion,), group in rows.group_by("criterion", maintain_order=True):
        day = int(group["day"][0])
        found[str(criterion)] = Mark(
            str(criterion),
            float(group["score"].to_numpy().mean()),
            None if day == _UNDATED else date_of(day),
            _texts(group["assessor"]),
            _texts(group["evidence"]),
        )
    return found


def _texts(column: pl.Series) -> tuple[str, ...]:
    """The different texts, in their order."""
    return tuple(dict.fromkeys(str(text) for text in column.drop_nulls()))


def score_of(marks: Marks, criterion: str) -> float | None:
    """The score of a criterion; None where it was not judged."""
    mark = marks.get(criterion)
    return None if mark is None else mark.score
