"""Schema of a file of order lines: its columns and their types, checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kam_core.cube.manifest import INTEGER, TEXT
from kam_core.cube.parquet_files import torn_file_error
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_COLUMNS

ORDER_NAMES = ("order_id", "order")
TEXT_TYPES = (pl.String, pl.Categorical, pl.Enum)


@dataclass(frozen=True, slots=True)
class InputSchema:
    """The columns of a file of order lines and their meaning."""

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
    """Whether orders have a status as text."""
    currency: bool
    """Whether lines name their currency."""
    row: str
    """Name for row numbers that is no column of the file."""
    wide: tuple[str, ...]
    """Id columns of a type whose numbers may exceed 64 bits."""

    @property
    def texts(self) -> list[str]:
        """The id columns of type text."""
        id_types = {"account": self.accounts_are, self.order: self.orders_are, "product": self.products_are}
        return [name for name, kind in id_types.items() if kind == TEXT]

    def kind(self, column: str) -> str:
        """What the numbers of a money column mean: "units" or "ten-thousandths"."""
        return UNITS if column in self.money else PARTS


UNITS, PARTS = "units", "ten-thousandths"


def read_input_schema(path: str) -> InputSchema:
    """Read the schema of a file. Refuses a file that is not Parquet, lacks a column or has one of a wrong type."""
    try:
        schema = pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema()
    except (PolarsError, OSError) as error:
        if Path(path).suffix.lower() == ".parquet":
            raise torn_file_error(Path(path), error) from error
        raise UserError(
            "{file} is not a Parquet file. Import it first and build from the result: python -m kam_core import "
            "{file} --out DIR",
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
    return InputSchema(
        accounts_are=_id_type(schema, "account"),
        orders_are=_id_type(schema, order),
        products_are=_id_type(schema, "product"),
        order=order,
        date=date,
        money=frozenset(money),
        optional=frozenset(name for name in MONEY_COLUMNS[1:] if name in schema and schema[name] != pl.Null),
        status="status" in schema and schema["status"] in TEXT_TYPES,
        currency="currency" in schema and schema["currency"] in TEXT_TYPES,
        row=row,
        wide=tuple(name for name in ids if name in schema and schema[name] in (pl.UInt64, pl.Int128, pl.UInt128)),
    )


def _id_type(schema: pl.Schema, column: str) -> str:
    if column not in schema or schema[column] == pl.Null:
        return ""
    return TEXT if schema[column] == pl.String else INTEGER


def _check(path: str, schema: pl.Schema, column: str, may_contain: bool) -> None:
    if not may_contain:
        raise UserError(
            "{file}: the column {column} has the unsupported type {type}. Accounts and orders must be whole "
            "numbers or text, dates must be dates, amounts must be numbers.",
            file=path,
            column=column,
            type=str(schema[column]),
        )


def _check_date(path: str, schema: pl.Schema, column: str) -> None:
    kind = schema[column]
    if kind == pl.String:
        raise UserError(
            "{file}: the column {column} contains dates as text. Convert them to dates, or import the file first "
            "and build from the result: python -m kam_core import {file} --out DIR",
            file=path,
            column=column,
        )
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        raise UserError(
            "{file}: the column {column} contains times in the time zone {zone}, so the date depends on the "
            "location. Use dates as in your books.",
            file=path,
            column=column,
            zone=kind.time_zone,
        )
    plain = kind == pl.Date or isinstance(kind, pl.Datetime)
    _check(path, schema, column, plain if column == "date" else kind.is_integer())
