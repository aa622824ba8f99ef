"""How times, dates and JSON are kept, the same on every database; and the ids of what is new."""

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
    """Stands where the database holds a value that its column cannot hold; `rows` turns it into an error."""

    VALUE = "unreadable"


class _Checked(TypeDecorator[Value]):
    """A column whose unreadable values are `UnreadableValue`, so that one of them does not end the whole query."""

    __abstract__ = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """What makes a value of what the driver gives."""
        read = super().result_processor(dialect, coltype)

        def checked(value: Any) -> Any:
            try:
                return value if read is None else read(value)
            except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
                return UnreadableValue.VALUE

        return checked


class Utc(_Checked[datetime.datetime]):
    """An instant: given aware, kept in UTC, read back aware. SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Into UTC. A time without a zone is a mistake of the caller: ValueError."""
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
            # Bytes that are no UTF-8 stand here as halves of characters.
            value.encode()
        return json.loads(value, parse_constant=_no_number)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and ASCII only: one value, one text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no JSON")


def new_id() -> str:
    """An id that nobody has: 16 characters that may stand in a link or on the command line, so no dash is first."""
    while (found := secrets.token_urlsafe(12)).startswith("-"):
        pass
    return found
