"""What a column is: its kind, its label, and the headers that other systems give it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """What a column holds, and with it how it is read, stored and shown."""

    ID = "id"  # text that identifies; leading zeros matter
    TEXT = "text"
    CHOICE = "choice"  # one of a few words
    DATE = "date"  # stored as Int64 days since 1970-01-01
    MOMENT = "moment"  # stored as Int64 minutes since 1970-01-01 00:00 by the clock on the wall, without a zone
    MONEY = "money"  # stored as Int64 ten-thousandths of the currency unit
    NUMBER = "number"
    COUNT = "count"
    DAYS = "days"
    SHARE = "share"  # 0–1, shown in per cent
    SCORE = "score"  # 0–100
    FLAG = "flag"  # yes or no


STORED = {
    Kind.ID: pl.String(),
    Kind.TEXT: pl.String(),
    Kind.CHOICE: pl.String(),
    Kind.DATE: pl.Int64(),
    Kind.MOMENT: pl.Int64(),
    Kind.MONEY: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.COUNT: pl.Int64(),
    Kind.DAYS: pl.Int64(),
    Kind.SHARE: pl.Float64(),
    Kind.SCORE: pl.Float64(),
    Kind.FLAG: pl.Boolean(),
}
"""The polars type in which each kind is stored after intake."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one table.

    `label` is the English label and the catalogue's key. `synonyms` are headers seen in exports, one
    string each, in any case and language. `choices` maps our word to the spellings that mean it, `levels` a number to
    the words that mean it. `help` is a sentence for the person who fills it in, `unit` what its numbers count.
    `happened`: it says when something took place, so no day to come is one.
    """

    name: str
    kind: Kind
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    low: float | None = None
    high: float | None = None
    levels: tuple[tuple[float, tuple[str, ...]], ...] = ()
    help: str = ""
    unit: str = ""
    happened: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table that a person may upload; `feeds` says what it switches on."""

    name: str
    label: str
    feeds: str
    fields: tuple[Field, ...]
    computed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Required columns that may be computed instead: (column, the columns that give it)."""
    marks: tuple[str, ...] = ()
    """Headers of which one has to be there before a sheet is taken for this table unasked; (): its columns suffice."""
    titles: tuple[str, ...] = ()
    """Words in the name of a file or sheet that say the same as a mark."""
    money_days: tuple[str, ...] = ()
    """Columns of days; the first that is filled gives the exchange rate of the row's money."""

    @property
    def has_account(self) -> bool:
        """Whether its rows belong to accounts."""
        return "account" in self.names

    def field(self, name: str) -> Field:
        """The column of that name; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no column {name!r}")

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in order."""
        return tuple(f.name for f in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns without which the table means nothing."""
        return tuple(f.name for f in self.fields if f.required)
