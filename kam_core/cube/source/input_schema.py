"""Which columns a file of order lines has, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kam_core.cube.manifest import INTEGER, TEXT
from kam_core.cube.parquet_files import torn
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_COLUMNS

ORDER_NAMES = ("order_id", "order")
WORDS = (pl.String, pl.Categorical, pl.Enum)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns a file has, and what they are."""

    accounts_are: str
    orders_are: str
    products_are: str
    """Each "integer" or "text"; orders and products "" where the file names none."""
    order: str
    date: str
    money: frozenset[str]
    """The money columns in currency units; the others are ten-thousandths."""
    optional: frozenset[str]
    status: bool
    """Whether orders have a status in words."""
    currency: bool
    """Whether lines name their currency."""
    row: str
    """A name for row numbers that no column of the file has."""
    wide: tuple[str, ...]
    """Columns with ids of a type whose numbers may be larger than ours."""

    @property
    def texts(self) -> list[str]:
        """The columns with ids that are texts."""
        are = {"account": self.accounts_are, self.order: self.orders_are, "product": self.products_are}
        return [name for name, kind in are.items() if kind == TEXT]

    def kind(self, column: str) -> str:
        """What the numbers of a money column mean: "units" or "ten-thousandths"."""
        return UNITS if column in self.money else PARTS


UNITS, PARTS = "units", "ten-thousandths"


def shape_of(path: str) -> Shape:
    """What a file holds. Refuses one that is no Parquet file, lacks a column or has one of a wrong type."""
    try:
        schema = pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema()
    except (PolarsError, OSError) as error:
        if Path(path).suffix.lower() == ".parquet":
            raise torn(Path(path), error) from error
        raise UserError(
            "{file} is no Parquet file. Bring it in first, and build from what comes out: "
            "python -m kam_core import {file} --out DIR",
            file=path,
        ) from error
    date = next((name for name in ("date", "day") if name in schema), None)
    for name, there in (("account", "account" in schema), ("date", date), ("amount", "amount" in schema)):
        if not there:
            raise UserError(
                "{file} has no column {column}. Order lines need account, date and amount.", file=path, column=name
            )
    assert date is not None
    order = next((name for name in ORDER_NAMES if name in schema), ORDER_NAMES[0])
    _check(path, schema, "account", schema["account"].is_integer() or schema["account"] == pl.String)
    _check_date(path, schema, date)
    money = set()
    for name in MONEY_COLUMNS:
        if name in schema:
            _check(path, schema, name, schema[name].is_numeric() or (name != "amount" and schema[name] == pl.Null))
            if not schema[name].is_integer():
                money.add(name)
    ids = ("account", order, "product")
    for name in ids[1:]:
        if name in schema:
            _check(path, schema, name, schema[name].is_integer() or schema[name] in (pl.String, pl.Null))
    row = "line"
    while row in schema:
        row += "_"
    return Shape(
        accounts_are=_are(schema, "account"),
        orders_are=_are(schema, order),
        products_are=_are(schema, "product"),
        order=order,
        date=date,
        money=frozenset(money),
        optional=frozenset(name for name in MONEY_COLUMNS[1:] if name in schema and schema[name] != pl.Null),
        status="status" in schema and schema["status"] in WORDS,
        currency="currency" in schema and schema["currency"] in WORDS,
        row=row,
        wide=tuple(name for name in ids if name in schema and schema[name] in (pl.UInt64, pl.Int128, pl.UInt128)),
    )


def _are(schema: pl.Schema, column: str) -> str:
    if column not in schema or schema[column] == pl.Null:
        return ""
    return TEXT if schema[column] == pl.String else INTEGER


def _check(path: str, schema: pl.Schema, column: str, holds: bool) -> None:
    if not holds:
        raise UserError(
            "{file}: the column {column} is of type {type}, which order lines cannot hold there. "
            "Accounts and orders are whole numbers or texts, dates are dates, amounts are numbers.",
            file=path,
            column=column,
            type=str(schema[column]),
        )


def _check_date(path: str, schema: pl.Schema, column: str) -> None:
    kind = schema[column]
    if kind == pl.String:
        raise UserError(
            "{file}: the column {column} holds dates as texts. Write them as dates, or bring the file in, which reads "
            "them, and build from what comes out: python -m kam_core import {file} --out DIR",
            file=path,
            column=column,
        )
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        raise UserError(
            "{file}: the column {column} holds times of the zone {zone}, and which day they are depends on where one "
            "is. Write them as dates, as your books have them.",
            file=path,
            column=column,
            zone=kind.time_zone,
        )
    plain = kind == pl.Date or isinstance(kind, pl.Datetime)
    _check(path, schema, column, plain if column == "date" else kind.is_integer())
