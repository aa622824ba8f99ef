"""Texts with a singular and a plural: one account, two accounts."""

from __future__ import annotations

from typing import NamedTuple


class Plural(NamedTuple):
    """A text in its two English forms: `Plural("{count} row is new.", "{count} rows are new.", "count")`.

    A translation has one for each plural form of its own language, as gettext counts them.
    """

    one: str
    other: str
    number: str
    """The name of the value that decides."""
