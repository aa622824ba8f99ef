"""Rows of one month from all source files, ids as codes, and the fingerprint of what they depend on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kam_core.cube import manifest
from kam_core.cube.build.month import MonthPlan, Parts
from kam_core.cube.build.source_plan import SourcePlan
from kam_core.cube.manifest import TEXT, Manifest
from kam_core.cube.source import source_files
from kam_core.cube.source.staging import StagedMonths

STAGING_ROWS = 500_000
"""A file with several months and more rows than this is split by month before the months are built."""


@dataclass(frozen=True, slots=True)
class MonthRows:
    """Reads the rows of the months to rebuild."""

    folder: Path
    cube: Manifest
    plan: SourcePlan
    dictionaries: Mapping[str, pl.DataFrame]
    """Codes of text ids, by column."""
    months: Collection[int]
    """The months to rebuild."""

    def month_plan(self, month: int, parts: Parts) -> MonthPlan:
        """The plan of a month from its sources."""
        sources = self.plan.sources
        frames = [self._rows(number, month) for number, _, _ in parts]
        depends_on = (
            manifest.FORMAT,
            manifest.DEFINITION,
            [sources[number].path for number, _, _ in parts],
            self.cube.accounts and self.cube.accounts.name,
            self.cube.products and self.cube.products.name,
            self.cube.orders_are,
        )
        rows = sum(sources[number].months[month] for number, _, _ in parts)
        return MonthPlan(month, parts, rows, tuple(frames), depends_on)

    def _rows(self, number: int, month: int) -> pl.LazyFrame:
        """The rows of a source in a month, ids as codes."""
        source = self.plan.sources[number]
        schema = self.plan.schema(source.path)
        rows = source_files.scan(source.path, schema, self.cube.text_orders)
        large = len(source.months) > 1 and sum(source.months.values()) > STAGING_ROWS
        if large and len(set(self.months) & set(source.months)) > 1:
            staged = StagedMonths.of(
                self.folder, source.path, source.size, source.mtime_ns, self.cube.orders_are, source_files.FORMAT
            )
            staged.split(rows.filter(pl.col("month").is_not_null()))
            rows = staged.month(month)
        elif len(source.months) > 1 or source.dateless:
            rows = rows.filter(pl.col("month") == month)
        for code, id_type in (("account", schema.accounts_are), ("product", schema.products_are)):
            if id_type == TEXT:
                rows = (
                    rows.rename({code: f"{code}_id"})
                    .join(self.dictionaries[code].lazy(), on=f"{code}_id", how="left", maintain_order="left")
                    .drop(f"{code}_id")
                )
        return rows.drop("month").with_columns(pl.lit(number, pl.Int32).alias("source"))
