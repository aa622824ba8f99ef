"""Texts and their numbers: a text keeps the number that it was first given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kam_core.cube.parquet_files import Piece, put


def extended(known: pl.DataFrame, found: Sequence[pl.LazyFrame], code: str, text: str) -> pl.DataFrame:
    """The known codes and behind them those of new texts, in the order of the texts.

    known: `code` Int64 without gaps from 0, `text`. found: frames with the texts in the column `code`.
    """
    wanted = [frame.select(pl.col(code).alias(text)).filter(pl.col(text).is_not_null()).unique() for frame in found]
    if not wanted:
        return known
    new = pl.concat(wanted).unique().join(known.lazy().select(text), on=text, how="anti").sort(text).collect()
    numbers = pl.int_range(known.height, known.height + new.height, dtype=pl.Int64, eager=True).alias(code)
    return pl.concat([known, new.select(numbers, pl.col(text))])


def empty(code: str, text: str) -> pl.DataFrame:
    """No codes yet."""
    return pl.DataFrame(schema={code: pl.Int64(), text: pl.String()})


def kept(frame: pl.DataFrame, folder: Path, name: str, before: Piece | None) -> Piece:
    """The codes as a file; the file of before where no text came to it. `name` says what they were made of."""
    if before is not None and before.rows == frame.height and before.whole(folder):
        return before
    return put(frame, folder, f"{name}.parquet")
