"""Plural rule of a language: the categories of its numbers, and the whole number that stands for each.

The catalogue has its forms by gettext's rule, which knows whole numbers only. Numbers with decimals, and the browser,
go by CLDR's categories (one, few, many …); a whole number of the same category finds their form.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kam_core.vocabulary.cached_property import cached_property

SAMPLES = (*range(200), 1_000, 1_000_000)
"""Whole numbers of every category that has any."""
LIKE_DECIMALS = 2
"""Stands for a category of decimals only: most languages with one say them like few, if not in the same words."""


@dataclass(frozen=True)
class PluralRule:
    """The plural rule of a language."""

    categories: Iterable[str]
    """CLDR's categories of the language besides “other”, which every language has."""
    category: Callable[[float], str]
    """The category of a number."""

    @cached_property
    def samples(self) -> Mapping[str, int]:
        """A whole number of each category."""
        return {
            wanted: next((number for number in SAMPLES if self.category(number) == wanted), LIKE_DECIMALS)
            for wanted in sorted({*self.categories, "other"})
        }

    def whole_number(self, number: float) -> int:
        """The whole number that takes the same form as a number."""
        if not math.isfinite(number):
            return self.samples["other"]
        size = abs(number)
        # To CLDR 1.0 is a number with a decimal: "other" in English.
        return int(size) if size == int(size) else self.samples[self.category(size)]
