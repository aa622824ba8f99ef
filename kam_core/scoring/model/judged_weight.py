"""Share of a model's weight that comes from people's judgements."""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.scoring.model.model import Model
from kam_core.vocabulary.measures import MEASURES

JUDGED = "assessments"
"""The table of judgements: criteria that need it are judged by people."""


def judged_weight(model: Model, active: Mapping[str, bool]) -> float:
    """The weight of judged criteria / the weight of all, over the criteria with data (0–1); 0 where none has any."""
    weights = {one.measure: one.weight for one in model.criteria if active.get(one.name, True)}
    whole = sum(weights.values())
    judged = sum(weight for measure, weight in weights.items() if MEASURES[measure].needs == JUDGED)
    return judged / whole if whole else 0.0
