"""Words that go with a number: one account, two accounts.

A place of a text may come with the forms of the words that its number asks for: `{count} {count:row is|rows are}`
says "1 row is" and "2 rows are". English has a form for 1 and one for every other number; a translation has one for
each category of its own plural rule, in CLDR's order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

BETWEEN_FORMS = "|"
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR's categories of numbers, in its order."""


@dataclass(frozen=True)
class PluralRule:
    """A language's rule for which form of the words goes with a number."""

    categories: tuple[str, ...]
    """The categories that the language tells apart, in CLDR's order."""
    category: Callable[[float], str]
    """The category of a number: one, few, many …"""

    def form(self, forms: list[str], number: float) -> str | None:
        """The form that goes with a number; None where there is not one for each category."""
        if len(forms) != len(self.categories):
            return None
        if not math.isfinite(number):
            return forms[-1]
        # To CLDR 1.0 is a number with a decimal: "other" in English.
        return forms[self.categories.index(self.category(int(number) if number == int(number) else number))]


ENGLISH = PluralRule(("one", "other"), lambda number: "one" if abs(number) == 1 else "other")


class Counted(str):
    """A value as it is shown, with its number; None where it is none."""

    number: float | None
    rule: PluralRule

    def __new__(cls, shown: str, number: float | None, rule: PluralRule = ENGLISH) -> Counted:
        """`shown` as it stands in a sentence, what it counts, and the rule of the sentence's language."""
        value = super().__new__(cls, shown)
        value.number, value.rule = number, rule
        return value

    def __format__(self, wanted: str) -> str:
        """The value as it is shown, or the form of the words that goes with its number.

        Two forms in a language that has another number of them are English: a text that is not translated yet.
        A ValueError where there is not one form for each category or one is empty, a TypeError where forms go with
        no number.
        """
        if BETWEEN_FORMS not in wanted:
            return super().__format__(wanted)
        forms = wanted.split(BETWEEN_FORMS)
        if len(forms) not in (len(self.rule.categories), len(ENGLISH.categories)) or not all(map(str.strip, forms)):
            raise ValueError(f"“{wanted}” is not one form for each of: {', '.join(self.rule.categories)}")
        if self.number is None:
            raise TypeError(f"“{self}” is no number: no form of “{wanted}” goes with it")
        return self.rule.form(forms, self.number) or ENGLISH.form(forms, self.number) or ""
