"""Translatable messages of the core: a sentence with placeholders and typed values.

A `Message` is an English sentence with named places; the sentence is the catalogue's key and the
values are formatted where the language is known. `UserError` is the one error that people may see.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from types import MappingProxyType

from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.plurals import Plural


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogue and return it unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in ten-thousandths of the dataset's currency unit."""

    ten_thousandths: int


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio, shown as a percentage (0.25 is 25 %)."""

    ratio: float


@dataclass(frozen=True, slots=True)
class Rate:
    """A ratio of which tenths of a per cent matter, such as a margin rate (0.402 is 40.2 %)."""

    ratio: float


@dataclass(frozen=True, slots=True)
class Points:
    """A score or a part of one, in points from 0 to 100."""

    points: float


@dataclass(frozen=True, slots=True)
class Change:
    """A relative change, shown as a percentage with its sign (0.062 is +6.2 %)."""

    ratio: float


@dataclass(frozen=True, slots=True)
class PointsChange:
    """A change of a score, shown with its sign."""

    points: float


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure in a sentence or on a card: its name, the accounts that it counts, and its value.

    name: of `FIGURES` or `MEASURES`; population: "all", "active" (revenue above 0), "key", "tier:S", "account:A001" …;
    the view and the owner filter hold for all figures of a screen and are no part of it. value: `Money`, `Share`,
    `Change`, `Points`, a number or a date; None where it is unknown.
    """

    name: str
    population: str
    value: object


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is itself in the catalogue, such as a column's label."""

    text: str


@dataclass(frozen=True)
class Message:
    """A sentence with placeholders and the values for them.

    Values may be text, numbers, dates, `Money`, `Share`, `Rate`, `Change`, `Points`, `PointsChange`, `ShownFigure`,
    `Term`, or messages.
    Where words depend on a number, there are two forms and the name of the value that decides:
    `Message("{count} row is new.", "{count} rows are new.", "count", count=5)`. A sentence with two counts is made of
    messages.
    """

    text: str
    """The sentence; its singular where there is a plural."""
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    """The same for every other number than 1; empty where no words depend on a number."""
    number: str = ""
    """The name of the value that decides."""

    def __init__(self, text: str | Plural, plural: str = "", number: str = "", /, **values: object) -> None:
        if isinstance(text, Plural):
            text, plural, number = text
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", MappingProxyType(dict(values)))
        object.__setattr__(self, "plural", plural)
        object.__setattr__(self, "number", number)

    def __str__(self) -> str:
        return filled(self.plural if self.plural and abs(self.deciding_number) != 1 else self.text, self.values, plain)

    @property
    def deciding_number(self) -> float:
        """The number that decides between singular and plural.

        Raises KeyError where there is none, TypeError for a value that is no number.
        """
        value = self.values[self.number]
        number = plural_number(value)
        if number is None:
            raise TypeError(f"“{value}” is no number: no form of “{self.text}” goes with it")
        return number

    def with_values(self, **values: object) -> Message:
        """The same sentence with more values, or others."""
        return Message(self.text, self.plural, self.number, **{**self.values, **values})


MOST_RATIO = 9.99
"""The largest ratio in per cent: beyond it nobody reads the number, only how many times it is."""
BEYOND = N_("> 10×")
UNKNOWN = "–"
"""What stands for a value that nobody knows."""


def filled(text: str, values: Mapping[str, object], show: Callable[[object], str]) -> str:
    """Fill the placeholders of a text with values formatted by `show`. Raises KeyError for one without a value."""
    return text.format(**{name: show(value) for name, value in values.items()})


def plural_number(value: object) -> float | None:
    """The number that decides singular or plural, rounded as it is shown; None for values that are not countable."""
    match value:
        case bool():
            return None
        case ShownFigure(value=inner):
            return plural_number(inner)
        case Points(points) | PointsChange(points):
            # Shown with a decimal, so that 1.0 takes the plural (CLDR: one only where no decimal is shown).
            return int(abs(points)) + 0.5
        case Real():
            return round(float(value), 2)
        case _:
            return None


def plain(value: object) -> str:
    """Format a value in English, for the command line and the log, where no catalogue is loaded."""
    match value:
        case Money(ten_thousandths):
            return f"{ten_thousandths / MONEY_SCALE:,.2f}"
        case Share(ratio) | Rate(ratio):
            return f"{ratio:.1%}"
        case Change(ratio):
            return BEYOND if ratio > MOST_RATIO else f"{ratio:+.1%}"
        case Points(points):
            return f"{points:.1f}"
        case PointsChange(points):
            return f"{points:+.1f}"
        case Term(text):
            return text
        case ShownFigure(value=inner):
            return UNKNOWN if inner is None else plain(inner)
        case bool() | str() | Message():
            return str(value)
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.4g}"
        case datetime.datetime():
            return moment(value)
        case datetime.date():
            return value.isoformat()
        case _:
            return str(value)


def moment(at: datetime.datetime) -> str:
    """Format an instant to the minute, in UTC."""
    return f"{at.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"


class UserError(Exception):
    """A request that cannot be fulfilled; the message states what, where and what to do instead."""

    def __init__(self, text: str | Plural | Message, plural: str = "", number: str = "", /, **values: object) -> None:
        self.message = text if isinstance(text, Message) else Message(text, plural, number, **values)
        super().__init__(str(self.message))
