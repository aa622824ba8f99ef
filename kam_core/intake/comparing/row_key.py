"""Row keys as expressions: the natural key, its label, and a content hash of the rows with one key."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.natural_keys import NATURAL_KEYS

PLACE = ("source", "line", "origin")
KEY, LABEL = "_key", "_what"
BETWEEN = "\x1f"


def key_of(table: Table) -> pl.Expr:
    """The key of each row as text: the first alternative with all columns filled, else the last."""
    key = None
    for number, columns in reversed(list(enumerate(NATURAL_KEYS[table.name].alternatives))):
        parts = [pl.col(name).cast(pl.String).fill_null("") for name in columns]
        own = pl.concat_str([pl.lit(str(number)), *parts], separator=BETWEEN)
        key = own if key is None else pl.when(_filled(columns)).then(own).otherwise(key)
    assert key is not None
    return key.alias(KEY)


def label_of(table: Table) -> pl.Expr:
    """The label of each row for people."""
    label = None
    for way in reversed(NATURAL_KEYS[table.name].alternatives):
        words = pl.concat_str([as_text(table.field(name)).fill_null("–") for name in way], separator=" · ")
        label = words if label is None else pl.when(_filled(way)).then(words).otherwise(label)
    assert label is not None
    return label.alias(LABEL)


def _filled(way: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(name).is_not_null() for name in way)


def as_text(field: Field, column: str | None = None) -> pl.Expr:
    """A stored value as text for people; `column`: its name if different from the field."""
    value = pl.col(column or field.name)
    if field.kind is Kind.DATE:
        return value.cast(pl.Int32).cast(pl.Date).cast(pl.String)
    if field.kind is Kind.MOMENT:
        return pl.from_epoch(value * 60).dt.strftime("%Y-%m-%d %H:%M")
    if field.kind is Kind.MONEY:
        return (value.cast(pl.Float64) / MONEY_SCALE).cast(pl.String)
    return value.cast(pl.String)


def filled_columns(rows: pl.DataFrame, table: Table) -> list[str]:
    """The columns with any value; other columns are not changed by a file."""
    return [name for name in table.names if rows[name].null_count() < rows.height]


def content_hash(rows: pl.DataFrame, columns: Sequence[str], key: str = KEY) -> pl.DataFrame:
    """Per `key` a hash `mark` of the values in `columns`, independent of row order.

    Two sums of row hashes and the number of rows: collisions occur once in 2^100 cases.
    """
    hashed = rows.select(
        key,
        pl.struct(columns).hash(11).alias("one"),
        pl.struct(columns).hash(1_000_003).alias("two"),
    )
    return hashed.group_by(key).agg(
        pl.concat_str(pl.len(), pl.col("one").sum(), pl.col("two").sum(), separator=" ").first().alias("mark")
    )
