"""Export of one table of a data set that the import reads back as the same table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import polars as pl

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES, SOURCE
from kam_core.reports.export import table_bytes
from kam_core.vocabulary.choice_labels import importable_label
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.field import STORED_TYPES, Field, Kind, Table
from kam_core.vocabulary.lexicon.spellings import parse_yes_no
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.tables import TABLES

FORMATS = ("csv", "xlsx")
ACCOUNTS, LINES = "accounts", "transactions"
CODED = ("account", "parent", "referred_by")
"""Columns that hold the code of an account."""


def table_file(dataset: Dataset, name: str, form: str, language: str) -> bytes:
    """The rows of a table as CSV or Excel, with the headers and the words of a language.

    Columns without any value are left out, except the required ones. Refuses an unknown table, another format, and
    order lines that lie in a cube.
    """
    if name not in TABLES:
        raise UserError("There is no table {table}. Tables: {tables}.", table=name, tables=", ".join(TABLES))
    if form not in FORMATS:
        raise UserError(
            "{form} is not a supported table format. Use a file name ending in .csv or .xlsx.", form=form or "none"
        )
    table, say = TABLES[name], Language(language if language in LANGUAGES else SOURCE).say
    rows = rows_of(dataset, table)
    columns = [
        _written(rows[field.name], table, field, form, say).alias(say(field.label))
        for field in table.fields
        if field.required or rows[field.name].null_count() < rows.height
    ]
    return table_bytes(pl.DataFrame(columns), form, title=name)


def rows_of(dataset: Dataset, table: Table) -> pl.DataFrame:
    """The rows of a table in the columns of the vocabulary, accounts by their ids, null where unknown."""
    if table.name == LINES:
        return _with_all(_lines(dataset), table)
    if table.name == ACCOUNTS:
        attributes = [name for name in table.names if name not in ("account", "name")]
        says = pl.any_horizontal(pl.col("listed"), *(pl.col(name).is_not_null() for name in attributes))
        return _with_all(_by_id(dataset, dataset.accounts.filter(says)), table)
    frame = dataset.tables.get(table.name)
    return _with_all(pl.DataFrame() if frame is None else _by_id(dataset, frame), table)


def _lines(dataset: Dataset) -> pl.DataFrame:
    if dataset.line_store is not None:
        raise UserError("The order lines of this data set are in a cube. Use the files it was built from.")
    products = dataset.products.rename({"name": "product_name"})
    return (
        _by_id(dataset, dataset.lines)
        .rename({"day": "date"})
        .join(dataset.orders.select("order", "order_id"), on="order", how="left", maintain_order="left")
        .join(products, on="product", how="left", maintain_order="left")
        .drop("product")
        .rename({"product_id": "product"})
    )


def _by_id(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    ids = dataset.accounts["account_id"]
    return frame.with_columns(ids.gather(frame[name]).alias(name) for name in CODED if name in frame.columns)


def _with_all(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with every column of the table, missing ones empty."""
    height = frame.height
    return pl.DataFrame(
        [
            frame[field.name].cast(STORED_TYPES[field.kind])
            if field.name in frame.columns
            else pl.repeat(None, height, dtype=STORED_TYPES[field.kind], eager=True).alias(field.name)
            for field in table.fields
        ]
    )


def _written(values: pl.Series, table: Table, field: Field, form: str, say: Callable[[str], str]) -> pl.Series:
    """Values as the import reads them; numbers stay numbers."""
    match field.kind:
        case Kind.DATE:
            return values.cast(pl.Int32).cast(pl.Date).cast(pl.String)
        case Kind.MOMENT:
            return pl.from_epoch(values * 60, time_unit="s").dt.strftime("%Y-%m-%d %H:%M")
        case Kind.MONEY if form == "csv":
            # Four decimals always: three might be taken for thousands.
            amounts = [None if value is None else Decimal(value) / MONEY_SCALE for value in values.to_list()]
            return pl.Series(amounts, dtype=pl.Decimal(38, 4))
        case Kind.MONEY:
            return values / MONEY_SCALE
        case Kind.FLAG:
            words = {True: _flag("yes", say), False: _flag("no", say)}
            return values.replace_strict(words, return_dtype=pl.String())
        case Kind.CHOICE if field.choices:
            words_of = {word: importable_label(table.name, field, word, say) for word, _ in field.choices}
            return values.replace(words_of)
        case _:
            return values


def _flag(word: str, say: Callable[[str], str]) -> str:
    label = say(word)
    return label if parse_yes_no(label) == parse_yes_no(word) else word
