"""Values as they are kept, people can read them and every database holds them alike; and as frames store them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Field, Kind
from kam_core.vocabulary.money import MONEY_SCALE

_FLOATS = (Kind.NUMBER, Kind.SHARE, Kind.SCORE)
_EPOCH = datetime.date(1970, 1, 1)


def stored(field: Field, value: Plain) -> Plain:
    """A kept value as the frames of a data set store it; an account stays its id."""
    if value is None:
        return None
    if field.kind is Kind.DATE:
        return (datetime.date.fromisoformat(str(value)) - _EPOCH).days
    if field.kind is Kind.MONEY:
        return int(Decimal(str(value)) * MONEY_SCALE)
    return float(value) if field.kind in _FLOATS else value


def plain(field: Field, value: Plain) -> Plain:
    """A value of a frame as it is kept."""
    if value is None:
        return None
    if field.kind is Kind.DATE:
        return date_of(int(value)).isoformat()
    if field.kind is Kind.MONEY:
        return f"{Decimal(int(value)) / MONEY_SCALE:.4f}"
    return value
