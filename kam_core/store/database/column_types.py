"""Column types for times, dates and JSON, the same on every database; and new ids."""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Date, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

Value = TypeVar("Value")


class UnreadableValue(Enum):
    """Placeholder for a value that does not fit its column; `rows` turns it into an error."""

    VALUE = "unreadable"


class _Checked(TypeDecorator[Value]):
    """Column type that reads unreadable values as `UnreadableValue`, so that one of them does not end the query."""

    __abstract__ = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Convert the value of the driver."""
        read = super().result_processor(dialect, coltype)

        def checked(value: Any) -> Any:
            try:
                return value if read is None else read(value)
            except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
                return UnreadableValue.VALUE

        return checked


class Utc(_Checked[datetime.datetime]):
    """An instant: given aware, stored in UTC, read back aware. SQLite itself would lose the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Convert to UTC. ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(datetime.UTC)

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


class Day(_Checked[datetime.date]):
    """A calendar date."""

    impl = Date
    cache_ok = True


class Json(_Checked[Any]):
    """A JSON value as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """As text; ValueError for NaN and infinity, which are no JSON."""
        return canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """As it was given."""
        if value is None:
            return None
        if not value.isascii():
            # Bytes that are not UTF-8 were decoded to surrogates, which raise here.
            value.encode()
        return json.loads(value, parse_constant=_no_number)


class JsonOrNull(Json):
    """A JSON value of which null is one; the database's own NULL stays forbidden by the column."""

    cache_ok = True


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and ASCII only: one value, one text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no JSON")


def new_id() -> str:
    """A unique id: 16 characters for links and the command line, so the first is no dash."""
    while (made := secrets.token_urlsafe(12)).startswith("-"):
        pass
    return made
