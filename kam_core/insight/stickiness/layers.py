"""Three layers of stickiness with the switching-cost index now and 12 months earlier, and the control points."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from kam_core.measures.judgement.marks import Mark, Marks, score_of
from kam_core.vocabulary.judgement.criterion import MOST
from kam_core.vocabulary.judgement.stickiness import LAYER_WEIGHTS
from kam_core.vocabulary.message import Message, Points, PointsChange, ShownFigure

OVERALL = "stickiness"
FULL_POINTS = 100


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """What makes leaving costly: the evidence of a layer's mark."""

    criterion: str
    text: str
    on: datetime.date | None


@dataclass(frozen=True)
class Stickiness:
    """Layers of one account. layers: criterion → mark, None where not judged. index, before: 1–5, None unless all
    three layers were judged by that day. as_of, earlier: the two days. overall: a mark given to stickiness itself."""

    layers: Mapping[str, Mark | None]
    index: float | None
    before: float | None
    as_of: datetime.date
    earlier: datetime.date
    overall: Mark | None
    control_points: tuple[ControlPoint, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The layers that are not judged."""
        return tuple(name for name, mark in self.layers.items() if mark is None)

    @property
    def points(self) -> float | None:
        """The index as points of 100."""
        return None if self.index is None else self.index / MOST * FULL_POINTS

    def points_of(self, layer: str) -> float | None:
        """What a layer earns of its 20, 35 or 45 points."""
        mark = self.layers[layer]
        return None if mark is None else mark.score / MOST * LAYER_WEIGHTS[layer] * FULL_POINTS


def stickiness(marks: Marks, marks_before: Marks, as_of: datetime.date, earlier: datetime.date) -> Stickiness:
    """Stickiness by the marks up to a day, and by those up to an earlier one."""
    return Stickiness(
        layers={name: marks.get(name) for name in LAYER_WEIGHTS},
        index=switching_cost(marks),
        before=switching_cost(marks_before),
        as_of=as_of,
        earlier=earlier,
        overall=marks.get(OVERALL),
        control_points=tuple(
            ControlPoint(name, text, marks[name].on)
            for name in (*LAYER_WEIGHTS, OVERALL)
            if name in marks
            for text in marks[name].evidence
        ),
    )


def switching_cost(marks: Marks) -> float | None:
    """20 % service experience + 35 % product strength + 45 % strategic and cultural match, 1–5; None unless all three
    are judged (domain: judged criteria)."""
    scores = {name: score_of(marks, name) for name in LAYER_WEIGHTS}
    known = {name: score for name, score in scores.items() if score is not None}
    return sum(LAYER_WEIGHTS[name] * score for name, score in known.items()) if len(known) == len(scores) else None


def trend(found: Stickiness, alone: str) -> Message:
    """The index now against 12 months earlier, with both days; what is missing where one is unknown."""
    if found.index is None:
        return Message("No index: it needs all three layers.")
    now = ShownFigure("switching_cost", alone, Points(found.index))
    if found.before is None:
        return Message(
            "{now} on {day}; on {earlier} not all three layers were judged.",
            now=now, day=found.as_of, earlier=found.earlier,
        )  # fmt: skip
    before = ShownFigure("switching_cost_before", alone, Points(found.before))
    change = found.index - found.before
    return Message(
        "From {before} on {earlier} to {now} on {day} ({change}).",
        before=before, earlier=found.earlier, now=now, day=found.as_of, change=PointsChange(change),
    )  # fmt: skip
