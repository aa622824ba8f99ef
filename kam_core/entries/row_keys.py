"""Natural keys of the rows of a table, as text for a lookup and as the target of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from kam_core.entries.plain_values import stored
from kam_core.vocabulary.entry import Plain, Target
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.natural_keys import NATURAL_KEYS

KEY, NTH, ROW = "_key", "_nth", "_row"
SEPARATOR, MISSING = "\x1f", "\x00"


def with_keys(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with `_row` (its place) and `_key`; `account` holds ids."""
    key = None
    for number, way in reversed(list(enumerate(NATURAL_KEYS[table.name].alternatives))):
        parts = [pl.col(name).cast(pl.String).fill_null(MISSING) for name in way]
        text = pl.concat_str([pl.lit(str(number)), *parts], separator=SEPARATOR)
        filled = pl.all_horizontal(pl.col(name).is_not_null() for name in way)
        key = text if key is None else pl.when(filled).then(text).otherwise(key)
    assert key is not None
    return frame.with_columns(key.alias(KEY)).with_row_index(ROW)


def numbered(keyed: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
    """The rows of `with_keys` that have one of these keys, with `_nth`: which of the rows with its key each is.

    Only these are counted: few rows of a long table are needed.
    """
    found = keyed.filter(pl.col(KEY).is_in(list(keys)))
    return found.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).over(KEY).alias(NTH))


def key_of(table: Table, values: Mapping[str, Plain]) -> tuple[Plain, ...]:
    """The key of a row from its plain values: the number of the first way whose columns are filled, and these."""
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
    return SEPARATOR.join((str(key[0]), *(MISSING if one is None else str(one) for one in values)))


def is_keyed(table: Table, key: Sequence[Plain]) -> bool:
    """Whether a key identifies a row: all of it is filled, and it is unique in its table."""
    return not NATURAL_KEYS[table.name].grouped and all(one is not None for one in key)


def lookup(table: Table, target: Target) -> tuple[str, int]:
    """The key text and number of a target."""
    return key_text(table, target.key), target.nth
