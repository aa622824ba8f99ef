"""Relationship index: the mean of recognition, satisfaction, trust and loyalty, as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kam_core.measures.judgement.marks import Marks, score_of

SATISFACTION = "relationship_satisfaction"
PARTS = ("recognition", SATISFACTION, "trust", "loyalty")
LEAST_PARTS = 2
"""Parts that must be known for an index."""


@dataclass(frozen=True)
class Relationship:
    """Four parts, from 1 to 5, None where unknown. from_surveys: satisfaction is the mean of the surveys, because it
    was not judged."""

    parts: Mapping[str, float | None]
    from_surveys: bool

    @property
    def index(self) -> float | None:
        """The mean of the known parts, 1–5; None under two."""
        known = [score for score in self.parts.values() if score is not None]
        return sum(known) / len(known) if len(known) >= LEAST_PARTS else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are unknown."""
        return tuple(name for name, score in self.parts.items() if score is None)


def relationship(marks: Marks, satisfaction: float | None) -> Relationship:
    """The relationship by the marks; satisfaction of the surveys (1–5, None without) counts where it was not
    judged."""
    parts = {name: score_of(marks, name) for name in PARTS}
    from_surveys = parts[SATISFACTION] is None and satisfaction is not None
    if from_surveys:
        parts[SATISFACTION] = satisfaction
    return Relationship(parts, from_surveys)
