"""Validate typed values against the columns of a table and convert them to plain values.

A date becomes "2026-09-30", a moment "2026-09-30T14:05", money "1234.5000", a choice the word of the vocabulary.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce

from kam_core.entries import text_values
from kam_core.entries.plain_values import MOMENT, money_text
from kam_core.vocabulary.control_characters import CONTROL_CHARACTERS
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.lexicon.spellings import parse_choice, parse_level, parse_yes_no
from kam_core.vocabulary.message import N_, Message, Term, UserError
from kam_core.vocabulary.money import LARGEST_AMOUNT

LONGEST_TEXT = 5_000
"""Characters of one text."""
LARGEST_COUNT = 2**53
"""Beyond it neighbouring whole numbers are one double."""
SCORES = (0.0, 100.0)
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)


class EntryError(UserError):
    """Typed values are invalid: `fields` has the message of each wrong column."""

    def __init__(self, table: Table, fields: Mapping[str, Message]) -> None:
        in_order = (*table.names, *(name for name in fields if name not in table.names))
        self.fields = {name: fields[name] for name in in_order if name in fields}
        labels = {field.name: Term(field.label) for field in table.fields}
        messages = [
            Message("{field}: {fault}", field=labels.get(name, name), fault=fault)
            for name, fault in self.fields.items()
        ]
        super().__init__(reduce(lambda one, other: Message("{one} {other}", one=one, other=other), messages))


class ValueFaultError(Exception):
    """A value does not fit its column."""

    def __init__(self, fault: Message) -> None:
        self.fault = fault
        super().__init__(str(fault))


def checked(table: Table, given: Mapping[str, object], *, working_day: datetime.date, new: bool) -> dict[str, Plain]:
    """Validate values; EntryError with a message for every wrong column.

    Of a new row only filled values; of a change also None, which empties a column. Text is read as an import reads a
    cell. A day after the working day is refused where the column is the day of an event.
    """
    faults: dict[str, Message] = {}
    values: dict[str, Plain] = {}
    for name, value in given.items():
        if name not in table.names:
            faults[name] = Message(
                "{table} does not have this column. Columns: {columns}.",
                table=Term(table.label),
                columns=", ".join(table.names),
            )
            continue
        field = table.field(name)
        try:
            read = _read(field, value)
            _check_day(field, read, working_day)
        except ValueFaultError as error:
            faults[name] = error.fault
            continue
        if read is None and field.required:
            faults[name] = Message(MISSING)
        elif read is not None or not new:
            values[name] = read
    if new:
        for name in table.required:
            if name not in given:
                faults[name] = Message(MISSING)
    if faults:
        raise EntryError(table, faults)
    return values


MISSING = N_("This is required.")


def _read(field: Field, value: object) -> Plain:
    if isinstance(value, str):
        # Notes have lines; other control characters are dropped.
        value = "\n".join(CONTROL_CHARACTERS.sub(" ", line).strip() for line in value.splitlines()).strip()
    if value is None or value == "":
        return None
    return READERS[field.kind](field, value)


def _check_day(field: Field, value: object, working_day: datetime.date) -> None:
    if field.past_only and value is not None and (day := datetime.date.fromisoformat(str(value)[:10])) > working_day:
        raise ValueFaultError(
            Message(
                "{day} is after the working day {working_day}; only past events can be entered here.",
                day=day,
                working_day=working_day,
            )
        )


def _text(field: Field, value: object) -> str:
    if isinstance(value, bool | float | datetime.date) or not isinstance(value, str | int):
        raise ValueFaultError(Message("{value} is not text.", value=str(value)))
    text = str(value)
    if len(text) > LONGEST_TEXT:
        raise ValueFaultError(
            Message("This text has {count} characters; the maximum is {most}.", count=len(text), most=LONGEST_TEXT)
        )
    return text


def _choice(field: Field, value: object) -> str:
    text = _text(field, value)
    if not field.choices:
        if not re.fullmatch(r"[A-Za-z]{3}", text):
            raise ValueFaultError(
                Message("{value} is not a currency code. Write three letters, such as CNY.", value=text)
            )
        return text.upper()
    word = parse_choice(text, field)
    if word is None:
        raise ValueFaultError(
            Message(
                "{value} is not an allowed value: {words}.",
                value=text,
                words=", ".join(word for word, _ in field.choices),
            )
        )
    return word


def _date(field: Field, value: object) -> str:
    found: datetime.date | None = None
    if isinstance(value, datetime.datetime):
        found = value.date()
    elif isinstance(value, datetime.date):
        found = value
    elif isinstance(value, str):
        found = text_values.date(value)
    if found is None:
        raise ValueFaultError(Message("{value} is not a date. Write it as 2026-09-30.", value=str(value)))
    return _possible(found).isoformat()


def _moment(field: Field, value: object) -> str:
    found: datetime.datetime | None = None
    if isinstance(value, datetime.datetime):
        found = value
    elif isinstance(value, str):
        found = text_values.moment(value)
    if found is None:
        raise ValueFaultError(
            Message("{value} is not a date with a time. Write it as 2026-09-30 14:05.", value=str(value))
        )
    _possible(found.date())
    return found.strftime(MOMENT)


def _possible(day: datetime.date) -> datetime.date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueFaultError(
            Message("{day} is outside the years {first} to {last}.", day=day, first="1900", last="2100")
        )
    return day


def _number(field: Field, value: object) -> Decimal:
    found: Decimal | None = None
    if isinstance(value, str):
        found = text_values.share(value) if field.kind is Kind.SHARE else text_values.number(value)
        if found is None and field.levels and (word := parse_level(value, field)) is not None:
            found = Decimal(str(word))
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        found = Decimal(str(value))
    if found is None or not found.is_finite():
        raise ValueFaultError(Message("{value} is not a number.", value=str(value)))
    low, high = SCORES if field.kind is Kind.SCORE else (field.low, field.high)
    if (low is not None and found < Decimal(str(low))) or (high is not None and found > Decimal(str(high))):
        raise _outside(found, low, high)
    return found


def _outside(found: Decimal, low: float | None, high: float | None) -> ValueFaultError:
    if low is not None and high is not None:
        return ValueFaultError(
            Message("{value} is outside {low} to {high}.", value=f"{found:f}", low=f"{low:g}", high=f"{high:g}")
        )
    if low is not None:
        return ValueFaultError(Message("{value} is less than {low}.", value=f"{found:f}", low=f"{low:g}"))
    return ValueFaultError(Message("{value} is greater than {high}.", value=f"{found:f}", high=f"{high:g}"))


def _float(field: Field, value: object) -> float:
    return float(_number(field, value))


def _whole(field: Field, value: object) -> int:
    found = _number(field, value)
    if found != found.to_integral_value() or abs(found) > LARGEST_COUNT:
        raise ValueFaultError(Message("{value} is not a whole number.", value=f"{found:f}"))
    return int(found)


def _money(field: Field, value: object) -> str:
    found = _number(field, value)
    if abs(found) > Decimal(str(LARGEST_AMOUNT)):
        raise ValueFaultError(Message("{value} is too large for an amount.", value=f"{found:f}"))
    return money_text(found)


def _flag(field: Field, value: object) -> bool:
    found = value if isinstance(value, bool) else parse_yes_no(value) if isinstance(value, str) else None
    if found is None:
        raise ValueFaultError(Message("{value} is not yes or no.", value=str(value)))
    return found


READERS: Mapping[Kind, Callable[[Field, object], Plain]] = {
    Kind.ID: _text,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.MONEY: _money,
    Kind.NUMBER: _float,
    Kind.COUNT: _whole,
    Kind.DAYS: _whole,
    Kind.SHARE: _float,
    Kind.SCORE: _float,
    Kind.FLAG: _flag,
}
"""The parser of each kind of value."""
