"""Translate between fields of records and columns of tables: the column `data_set` holds the id of a data set."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

# The column is older than the word data set, and a column that is renamed needs a migration of every store.
_COLUMN, _FIELD = "book", "data_set_id"


def to_columns(record: object) -> dict[str, Any]:
    """The values of a record by the names of the columns."""
    return {_COLUMN if name == _FIELD else name: value for name, value in vars(record).items()}


def to_fields(row: RowMapping) -> dict[str, Any]:
    """The values of a row by the names of the fields."""
    return {_FIELD if name == _COLUMN else name: value for name, value in row.items()}
