"""Singular and plural forms in messages: one account, two accounts.

A placeholder may give the forms of the words that depend on its number: `{count} {count:row is|rows are}`
says "1 row is" and "2 rows are". English has a form for 1 and one for every other number; a translation has one for
each category of its own plural rule, in CLDR's order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

FORM_SEPARATOR = "|"
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR's categories of numbers, in its order."""


@dataclass(frozen=True)
class PluralRule:
    """The plural rule of a language."""

    categories: tuple[str, ...]
    """The categories of the language, in CLDR's order."""
    category: Callable[[float], str]
    """The category of a number: one, few, many …"""

    def form(self, forms: list[str], number: float) -> str | None:
        """The form for a number; None unless there is one for each category."""
        if len(forms) != len(self.categories):
            return None
        if not math.isfinite(number):
            return forms[-1]
        # To CLDR 1.0 is a number with a decimal: "other" in English.
        return forms[self.categories.index(self.category(int(number) if number == int(number) else number))]


ENGLISH = PluralRule(("one", "other"), lambda number: "one" if abs(number) == 1 else "other")


class Counted(str):
    """A formatted value with its number; None where it has none."""

    number: float | None
    rule: PluralRule

    def __new__(cls, shown: str, number: float | None, rule: PluralRule = ENGLISH) -> Counted:
        """A formatted value, its number, and the plural rule of the language."""
        value = super().__new__(cls, shown)
        value.number, value.rule = number, rule
        return value

    def __format__(self, wanted: str) -> str:
        """The formatted value, or the form of the words that agrees with its number.

        Two forms in a language with another number of them are English: a text without a translation.
        Raises ValueError unless there is one non-empty form for each category, TypeError for forms of a value without
        a number.
        """
        if FORM_SEPARATOR not in wanted:
            return super().__format__(wanted)
        forms = wanted.split(FORM_SEPARATOR)
        if len(forms) not in (len(self.rule.categories), len(ENGLISH.categories)) or not all(map(str.strip, forms)):
            raise ValueError(f"“{wanted}” is not one form for each of: {', '.join(self.rule.categories)}")
        if self.number is None:
            raise TypeError(f"“{self}” is no number: no form of “{wanted}” goes with it")
        return self.rule.form(forms, self.number) or ENGLISH.form(forms, self.number) or ""
