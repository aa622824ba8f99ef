"""Profile over a group of judged criteria: marks, mean, strongest and weakest part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kam_core.measures.judgement.marks import Mark, Marks
from kam_core.vocabulary.judgement.criteria import CRITERIA_BY_GROUP
from kam_core.vocabulary.judgement.criterion import LEAST, MOST, JudgedCriterion

TURNED_IN = "enterprise"
"""The group in which a reversed criterion counts as 6 − mark; the forces of the market are marked as they favour it."""


@dataclass(frozen=True)
class Profile:
    """Parts of a group. marks: criterion → mark, None where not judged. values: 1–5 with 5 favourable, of those
    judged."""

    criteria: tuple[JudgedCriterion, ...]
    marks: Mapping[str, Mark | None]
    values: Mapping[str, float]

    @property
    def mean(self) -> float | None:
        """The mean of the parts that are judged; None where none is."""
        return sum(self.values.values()) / len(self.values) if self.values else None

    @property
    def strongest(self) -> str | None:
        """The part with the highest value, the first of several; None where fewer than two differ."""
        return max(self.values, key=lambda name: self.values[name]) if self._differ else None

    @property
    def weakest(self) -> str | None:
        """The part with the lowest value, the first of several; None where fewer than two differ."""
        return min(self.values, key=lambda name: self.values[name]) if self._differ else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not judged."""
        return tuple(name for name, mark in self.marks.items() if mark is None)

    @property
    def _differ(self) -> bool:
        return len(set(self.values.values())) > 1


def profile(marks: Marks, group: str) -> Profile:
    """The profile over a group of the vocabulary: `environment` or `enterprise`."""
    criteria = CRITERIA_BY_GROUP[group]
    values = {
        one.name: LEAST + MOST - marks[one.name].score if one.reversed and group == TURNED_IN else marks[one.name].score
        for one in criteria
        if one.name in marks
    }
    return Profile(criteria, {one.name: marks.get(one.name) for one in criteria}, values)
