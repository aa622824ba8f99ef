"""Convert values between the JSON form of entries and the stored form of data frames."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from kam_core.vocabulary.calendar import date_of, datetime_of, day_number, minute_number
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Field, Kind
from kam_core.vocabulary.money import MONEY_SCALE

MOMENT = "%Y-%m-%dT%H:%M"
"""Format of a moment."""
FOUR_DECIMALS = Decimal("0.0001")
_FLOATS = (Kind.NUMBER, Kind.SHARE, Kind.SCORE)


def stored(field: Field, value: Plain) -> Plain:
    """A plain value as the frames of a data set store it; an account stays its id."""
    if value is None:
        return None
    if field.kind is Kind.DATE:
        return day_number(datetime.date.fromisoformat(str(value)))
    if field.kind is Kind.MOMENT:
        return minute_number(datetime.datetime.strptime(str(value), MOMENT))
    if field.kind is Kind.MONEY:
        return int((Decimal(str(value)) * MONEY_SCALE).to_integral_value(ROUND_HALF_EVEN))
    return float(value) if field.kind in _FLOATS else value


def plain(field: Field, value: Plain) -> Plain:
    """A value of a frame as a plain value."""
    if value is None:
        return None
    if field.kind is Kind.DATE:
        return date_of(int(value)).isoformat()
    if field.kind is Kind.MOMENT:
        return datetime_of(int(value)).strftime(MOMENT)
    if field.kind is Kind.MONEY:
        return money_text(Decimal(int(value)) / MONEY_SCALE)
    return value


def money_text(amount: Decimal) -> str:
    """An amount of currency units as text with four decimals."""
    return f"{amount.quantize(FOUR_DECIMALS, ROUND_HALF_EVEN):f}"
