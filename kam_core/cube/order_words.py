"""Which order ids occur in a month, 64 to a word, so that the months' sets are laid over one another quickly.

A word holds the ids of one `base` (id // 64) as bits. Texts stand there by a hash: two texts of one hash only make
more orders look like strays than are, and those come to the same sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from kam_core.cube.parquet import Piece, scan

SEED = 20_240_229
SCHEMA = pl.Schema({"base": pl.Int64, "bits": pl.UInt64})
DENSE = 64
"""Ids are set as flags where their span is at most so many times their number, else they are sorted."""
WORD_BYTES = 60
"""Bytes that a word takes while months are laid over one another."""


def keys(order: pl.Series) -> pl.Series:
    """Order ids as Int64: numbers themselves, texts by a hash."""
    return order.hash(SEED).reinterpret(signed=True) if order.dtype == pl.String else order


def key_of(column: str, text: bool) -> pl.Expr:
    """The same as an expression."""
    return pl.col(column).hash(SEED).reinterpret(signed=True) if text else pl.col(column)


def words(ids: np.ndarray) -> pl.DataFrame:
    """`base`, `bits` of order ids, sorted by base."""
    if not len(ids):
        return pl.DataFrame(schema=SCHEMA)
    low, high = int(ids.min()) >> 6, int(ids.max()) >> 6
    if (high - low + 1) * 64 <= DENSE * len(ids):
        flags = np.zeros((high - low + 1) * 64, dtype=np.bool_)
        flags[ids - (low << 6)] = True
        bits = np.packbits(flags, bitorder="little").view(np.uint64)
        there = np.flatnonzero(bits)
        return pl.DataFrame({"base": there + low, "bits": bits[there]}, schema=SCHEMA)
    unique = np.unique(ids)
    base = unique >> 6
    starts = np.flatnonzero(np.diff(base, prepend=base[0] - 1))
    bits = np.bitwise_or.reduceat(np.uint64(1) << (unique & 63).astype(np.uint64), starts)
    return pl.DataFrame({"base": base[starts], "bits": bits}, schema=SCHEMA)


def joined(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The words of several parts of a month as one."""
    if len(parts) == 1:
        return parts[0]
    return pl.concat(parts).group_by("base").agg(pl.col("bits").bitwise_or()).sort("base")


def in_several(months: Mapping[int, Sequence[Piece]], folder: Path, memory: int) -> dict[int, pl.Series]:
    """For every month the ids that occur in another month too, sorted; months without one are left out.

    Bases are taken in ranges, so that about `memory` bytes are held.
    """
    total = sum(kept.rows for files in months.values() for kept in files)
    frames = {month: scan(folder, files, SCHEMA) for month, files in months.items()}
    found: dict[int, list[np.ndarray]] = {}
    for low, high in _ranges(list(frames.values()), -(-total * WORD_BYTES // memory)):
        _lay_over(frames, low, high, found)
    return {month: pl.Series("order", np.concatenate(parts)) for month, parts in sorted(found.items())}


def _ranges(frames: list[pl.LazyFrame], parts: int) -> list[tuple[int | None, int | None]]:
    if parts <= 1:
        return [(None, None)]
    sample = pl.concat([frame.select("base").gather_every(101) for frame in frames]).collect()["base"].sort()
    cuts = sorted({int(sample[len(sample) * k // parts]) for k in range(1, parts)}) if len(sample) else []
    bounds = [None, *cuts, None]
    return list(pairwise(bounds))


def _lay_over(
    frames: Mapping[int, pl.LazyFrame], low: int | None, high: int | None, found: dict[int, list[np.ndarray]]
) -> None:
    parts = []
    for month, frame in frames.items():
        if low is not None:
            frame = frame.filter(pl.col("base") >= low)
        if high is not None:
            frame = frame.filter(pl.col("base") < high)
        parts.append(frame.with_columns(pl.lit(month, pl.Int32).alias("month")))
    if not parts:
        return
    everything = pl.concat(parts).collect()
    several = everything.group_by("base").len().filter(pl.col("len") > 1).select("base")
    rows = everything.join(several, on="base", how="semi").sort("month", "base")
    held = {
        month: (words_["base"].to_numpy(), words_["bits"].to_numpy())
        for (month,), words_ in rows.group_by("month", maintain_order=True)
        if isinstance(month, int)
    }
    if not held:
        return
    bases = np.unique(np.concatenate([base for base, _ in held.values()]))
    seen, twice = np.zeros(len(bases), np.uint64), np.zeros(len(bases), np.uint64)
    places = {month: np.searchsorted(bases, base) for month, (base, _) in held.items()}
    for month, (_, bits) in held.items():
        place = places[month]
        twice[place] |= seen[place] & bits
        seen[place] |= bits
    for month, (base, bits) in held.items():
        shared = bits & twice[places[month]]
        there = np.flatnonzero(shared)
        if len(there):
            found.setdefault(month, []).append(_ids(base[there], shared[there]))


def _ids(base: np.ndarray, bits: np.ndarray) -> np.ndarray:
    """The ids whose bits are set, sorted."""
    flags = np.unpackbits(bits.astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    word, bit = np.nonzero(flags)
    return (base[word] << 6) + bit
