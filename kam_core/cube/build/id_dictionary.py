"""Dictionaries of text ids: a text keeps the code that it was first given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from kam_core.cube import integrity
from kam_core.cube.build.source_plan import SourcePlan
from kam_core.cube.manifest import TEXT, Manifest, fingerprint
from kam_core.cube.parquet_files import CubeFile, write_parquet
from kam_core.cube.source import source_files


def extend_dictionaries(
    cube: Manifest, plan: SourcePlan, previous: Manifest | None, folder: Path
) -> tuple[Manifest, dict[str, pl.DataFrame]]:
    """Write the dictionaries of accounts and products, extended by the texts of new sources; the frames by column."""
    dictionaries = {}
    new = plan.new_sources
    for code, plural in (("account", "accounts"), ("product", "products")):
        if getattr(cube, f"{plural}_are") != TEXT:
            continue
        stored: CubeFile | None = getattr(previous, plural) if previous else None
        text = f"{code}_id"
        if stored is None or previous is None:
            known = pl.DataFrame(schema={code: pl.Int64(), text: pl.String()})
        else:
            known = _read(previous, folder, stored)
        rows = [
            source_files.scan(source.path, plan.schema(source.path), False)
            for source in new
            if getattr(plan.schema(source.path), f"{plural}_are")
        ]
        frame = _extended(known, [one.select(code) for one in rows], code, text)
        name = fingerprint(stored and stored.name, [(source.path, source.size, source.mtime_ns) for source in new])
        file = _write(frame, folder, f"{plural}-{name}", stored)
        cube = replace(cube, accounts=file) if code == "account" else replace(cube, products=file)
        dictionaries[code] = frame
    return cube, dictionaries


def _read(cube: Manifest, folder: Path, file: CubeFile) -> pl.DataFrame:
    """Read a dictionary; refuses a damaged one, as a new one would give other codes."""
    if not file.is_complete(folder):
        raise integrity.corruption_error(cube, folder, file)
    return pl.read_parquet(file.path(folder), glob=False)


def _extended(known: pl.DataFrame, texts: Sequence[pl.LazyFrame], code: str, text: str) -> pl.DataFrame:
    """The known codes, followed by those of new texts in the order of the texts.

    known: `code` Int64 without gaps from 0, `text`. texts: frames with the texts in the column `code`.
    """
    distinct = [frame.select(pl.col(code).alias(text)).filter(pl.col(text).is_not_null()).unique() for frame in texts]
    if not distinct:
        return known
    new = pl.concat(distinct).unique().join(known.lazy().select(text), on=text, how="anti").sort(text).collect()
    numbers = pl.int_range(known.height, known.height + new.height, dtype=pl.Int64, eager=True).alias(code)
    return pl.concat([known, new.select(numbers, pl.col(text))])


def _write(frame: pl.DataFrame, folder: Path, name: str, previous: CubeFile | None) -> CubeFile:
    """Write the dictionary; returns the previous file where it has no new text."""
    if previous is not None and previous.rows == frame.height and previous.is_complete(folder):
        return previous
    return write_parquet(frame, folder, f"{name}.parquet")
