"""The natural key of the rows of a data set's table, as text for looking up and as the target of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from kam_core.entries.plain_values import stored
from kam_core.vocabulary.entry import Plain, Target
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.natural_keys import NATURAL_KEYS

KEY, NTH, ROW = "_key", "_nth", "_row"
BETWEEN, NOTHING = "\x1f", "\x00"


def with_keys(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with `_row` (its place) and `_key`; `account` holds ids."""
    key = None
    for number, way in reversed(list(enumerate(NATURAL_KEYS[table.name].alternatives))):
        parts = [pl.col(name).cast(pl.String).fill_null(NOTHING) for name in way]
        mine = pl.concat_str([pl.lit(str(number)), *parts], separator=BETWEEN)
        filled = pl.all_horizontal(pl.col(name).is_not_null() for name in way)
        key = mine if key is None else pl.when(filled).then(mine).otherwise(key)
    assert key is not None
    return frame.with_columns(key.alias(KEY)).with_row_index(ROW)


def numbered(keyed: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
    """The rows of `with_keys` that have one of these keys, with `_nth`: which of the rows with its key each is.

    Only these are counted: of a long table few rows are asked for.
    """
    found = keyed.filter(pl.col(KEY).is_in(list(keys)))
    return found.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).over(KEY).alias(NTH))


def key_of(table: Table, values: Mapping[str, Plain]) -> tuple[Plain, ...]:
    """The key of a row from its kept values: the number of the first way whose columns are filled, and these."""
    ways = NATURAL_KEYS[table.name].alternatives
    filled = (number for number, way in enumerate(ways) if all(values.get(name) is not None for name in way))
    number = next(filled, len(ways) - 1)
    return (number, *(values.get(name) for name in ways[number]))


def key_values(table: Table, key: Sequence[Plain]) -> dict[str, Plain] | None:
    """The columns of a key as `key_of` gives it; None for one of a version with other keys."""
    way = next((way for number, way in enumerate(NATURAL_KEYS[table.name].alternatives) if number == key[0]), ())
    return dict(zip(way, key[1:], strict=True)) if len(way) == len(key) - 1 else None


def key_text(table: Table, key: Sequence[Plain]) -> str:
    """A key as `with_keys` writes it."""
    way = NATURAL_KEYS[table.name].alternatives[int(str(key[0]))]
    values = (stored(table.field(name), value) for name, value in zip(way, key[1:], strict=True))
    return BETWEEN.join((str(key[0]), *(NOTHING if one is None else str(one) for one in values)))


def is_keyed(table: Table, key: Sequence[Plain]) -> bool:
    """Whether a key says which row is meant: all of it is filled, and its table does not hold several under one."""
    return not NATURAL_KEYS[table.name].grouped and all(one is not None for one in key)


def lookup(table: Table, target: Target) -> tuple[str, int]:
    """What a target is found by."""
    return key_text(table, target.key), target.nth
