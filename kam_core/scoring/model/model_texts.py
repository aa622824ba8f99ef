"""Texts of a model's numbers with every digit: bounds, utilities, percentages."""

from __future__ import annotations

from decimal import Decimal

from kam_core.scoring.utility import AnyUtility, Bounded, Levels, Linear, Log, Percentile, Steps, Target
from kam_core.vocabulary.message import N_, Message, Term

Value = Message | Term | str
"""A sentence, a word of the catalogue, or text that needs no translation: names and exact numbers."""

OPEN = Term(N_("proposed from the data"))


def direction_text(utility: Bounded) -> Term:
    falls = utility.lo is not None and utility.hi is not None and utility.lo > utility.hi
    return Term(N_("lower is better") if falls else N_("higher is better"))


def utility_text(utility: AnyUtility) -> Message:
    """How values become points, with every number in it."""
    match utility:
        case Linear():
            return Message("linear from {lo} (0 points) to {hi} (100 points)", **_bounds(utility))
        case Log():
            return Message("logarithmic from {lo} (0 points) to {hi} (100 points)", **_bounds(utility))
        case Percentile(more_is_better=True):
            return Message("by rank, higher is better")
        case Percentile():
            return Message("by rank, lower is better")
        case Steps():
            from_each = zip(utility.thresholds, utility.points_from, strict=True)
            steps = [f"≥ {exact_text(least)}: {exact_text(points)}" for least, points in from_each]
            return Message(
                "in steps ({steps}; below: {below})", steps="; ".join(steps), below=exact_text(utility.below)
            )
        case Levels():
            points = " / ".join(exact_text(level) for level in utility.points_at)
            return Message("by level from {first}: {points}", first=str(utility.first), points=points)
        case Target():
            return Message(
                "100 points at {at}, 0 points {tolerance} away",
                at=exact_text(utility.at),
                tolerance=exact_text(utility.tolerance),
            )


def _bounds(utility: Bounded) -> dict[str, Value]:
    return {"lo": bound_text(utility.lo), "hi": bound_text(utility.hi)}


def bound_text(value: float | None) -> Value:
    return OPEN if value is None else exact_text(value)


def exact_text(value: float) -> str:
    """Every digit, so that two numbers that differ never look the same."""
    return f"{value + 0.0:,}".removesuffix(".0")  # adding 0 makes one of the two floating zeros


def percent_text(ratio: float) -> str:
    """Per cent with every digit; in decimals, because 100 times a binary 0.07 is not 7."""
    return f"{(Decimal(repr(ratio + 0.0)) * 100).normalize():,f}%"
