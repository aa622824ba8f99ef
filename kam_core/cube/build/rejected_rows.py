"""File of rejected rows: source, line and the column without a usable value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kam_core.cube.build.source_plan import SourcePlan
from kam_core.cube.manifest import Manifest, Month, fingerprint
from kam_core.cube.parquet_files import CubeFile, write_parquet
from kam_core.cube.source import source_files


def write_rejected_rows(
    plan: SourcePlan, months: Sequence[Month], previous: Manifest | None, folder: Path
) -> CubeFile | None:
    """Write the rows without a date or an amount; None where there are none. Unchanged sources are not read again."""
    sources = plan.sources
    faulty = {number for month in months if month.rejected for number, _, _ in month.parts}
    faulty |= {number for number, source in enumerate(sources) if source.dateless}
    if not faulty:
        return None
    unchanged = {
        number
        for number in faulty
        if previous and number < len(previous.sources) and previous.sources[number] == sources[number]
    }
    frames = []
    if previous is not None and previous.rejected is not None and previous.rejected.is_complete(folder):
        stored_rows = pl.read_parquet(previous.rejected.path(folder), glob=False)
        frames.append(stored_rows.filter(pl.col("source").is_in(sorted(unchanged))))
    else:
        unchanged = set()
    frames += [_rejected_rows(plan, number) for number in sorted(faulty - unchanged)]
    name = fingerprint([(n, sources[n].path, sources[n].size, sources[n].mtime_ns) for n in sorted(faulty)])
    return write_parquet(pl.concat(frames), folder, f"rejected-{name}.parquet")


def _rejected_rows(plan: SourcePlan, number: int) -> pl.DataFrame:
    path = plan.sources[number].path
    rows = source_files.scan(path, plan.schema(path), True)
    column = pl.when(pl.col("day").is_null()).then(pl.lit("date")).otherwise(pl.lit("amount"))
    return (
        rows.filter(pl.col("day").is_null() | pl.col("amount").is_null())
        .select(
            pl.lit(number, pl.Int64).alias("source"),
            pl.lit(path).alias("file"),
            "line",
            pl.col("account").cast(pl.String),
            column.alias("column"),
        )
        .collect()
    )
