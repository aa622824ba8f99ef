"""Order ids that occur in several months are found, whatever numbers they are."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from kam_core.cube.order_words import WORD_BYTES, in_several, joined, keys, words
from kam_core.cube.parquet import Piece, put

RISING = [np.arange(start, start + 5_000) for start in (0, 4_990, 9_980, 15_000)]
SPARSE = [np.random.default_rng(seed).integers(-(2**62), 2**62, 2_000) for seed in (1, 2, 3)]
EDGES = [
    np.array([-(2**63), -65, -64, -1, 0, 63, 64, 2**63 - 1]),
    np.array([-(2**63), -64, 1, 64, 2**63 - 1]),
    np.array([-65, 2, 2**63 - 1]),
]
MIXED = [np.concatenate([part, SPARSE[0][:50]]) for part in RISING]


def _kept(months: list[np.ndarray], folder: Path) -> dict[int, list[Piece]]:
    return {month: [put(words(ids.astype(np.int64)), folder, f"{month}.parquet")] for month, ids in enumerate(months)}


@pytest.mark.parametrize("memory", [10**9, 200 * WORD_BYTES], ids=["at once", "in ranges"])
@pytest.mark.parametrize("months", [RISING, SPARSE, EDGES, MIXED], ids=["rising", "sparse", "edges", "mixed"])
def test_ids_of_several_months_are_those_of_the_sets(months: list[np.ndarray], memory: int, tmp_path: Path) -> None:
    sets = [set(ids.tolist()) for ids in months]
    expected = {}
    for month, own in enumerate(sets):
        others = set().union(*(ids for place, ids in enumerate(sets) if place != month))
        if own & others:
            expected[month] = sorted(own & others)
    found = in_several(_kept(months, tmp_path), tmp_path, memory)
    assert {month: ids.to_list() for month, ids in found.items()} == expected


def test_words_of_parts_are_the_words_of_the_whole() -> None:
    ids = MIXED[1].astype(np.int64)
    parts = [words(ids[place::3]) for place in range(3)]
    assert joined(parts).equals(words(ids))
    assert joined([words(ids)]).equals(words(ids))
    assert words(np.zeros(0, np.int64)).is_empty()


def test_texts_are_told_apart_by_their_hash() -> None:
    texts = pl.Series([f"O-{number}" for number in range(10_000)])
    assert keys(texts).n_unique() == 10_000
    assert keys(texts).dtype == pl.Int64
    assert keys(texts).equals(keys(texts))
