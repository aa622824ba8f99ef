"""Schema of a column and a table: kind, label and the headers that other systems use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """The type of a column's values; it decides how they are parsed, stored and shown."""

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


STORED_TYPES = {
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
    `past_only`: the day of an event, so future days are invalid.
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
    past_only: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The schema of one uploadable table; `feeds` names the features that need it."""

    name: str
    label: str
    feeds: str
    fields: tuple[Field, ...]
    computed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Required columns that may be computed instead: (column, the columns that give it)."""
    distinctive_headers: tuple[str, ...] = ()
    """Headers of which a sheet needs one to be detected as this table; (): its columns suffice."""
    title_words: tuple[str, ...] = ()
    """Words in the name of a file or sheet that replace a distinctive header."""
    rate_date_columns: tuple[str, ...] = ()
    """Columns of days; the first that is filled gives the day of the exchange rate for the row's money."""

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
        """The names of the required columns."""
        return tuple(f.name for f in self.fields if f.required)
