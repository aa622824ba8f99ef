"""Invert a utility: the value nearest to the present one with at least so many points."""

from __future__ import annotations

import math

import numpy as np

from kam_core.scoring.utility import FULL, AnyUtility, Bounded, Levels, Linear, Log, Percentile, Steps, Target
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES

STEPS = {Kind.MONEY: 1.0, Kind.COUNT: 1.0, Kind.DAYS: 1.0, Kind.SHARE: 0.001}
"""Readable steps of a measure: whole currency units, purchases and days, tenths of a percent."""
OTHER_STEP = 0.01
WHOLE = (Kind.MONEY, Kind.COUNT, Kind.DAYS)


def step_of(measure: str, utility: AnyUtility) -> float:
    """The readable step of a measure, in its own unit; finer where the points run from 0 to 100 within a few steps."""
    kind = MEASURES[measure].kind
    step = STEPS.get(kind, OTHER_STEP)
    if kind in WHOLE:
        return step
    match utility:
        case Bounded(lo=float(lo), hi=float(hi)):
            reach = abs(hi - lo)
        case Target(tolerance=tolerance):
            reach = tolerance
        case _:
            return step
    while 0 < reach < 100 * step:
        step /= 10
    return step


def points_of(utility: AnyUtility, value: float) -> float:
    """Points of one value; NaN for NaN. Not for `percentile`, which depends on everybody."""
    return float(utility.points(np.array([value], dtype=np.float64))[0])


def nearest_value(utility: AnyUtility, now: float, points: float, step: float) -> float | None:
    """The value nearest to `now` that earns at least so many points, in whole steps; None where none does.

    now: NaN where it is unknown; then the value that asks the least of the account. A target narrower than a step is
    met between two steps. ValueError for `percentile`: there the points of one depend on the values of all.
    """
    if isinstance(utility, Percentile):
        raise ValueError("a rank has no value of its own")
    if points > FULL:
        return None
    points = max(points, 0.0)
    for values in _edges(utility, points, step):
        found = [value for value in values if points_of(utility, value) >= points]
        if found:
            return found[0] if math.isnan(now) else min(found, key=lambda value: (abs(value - now), value))
    return None


def _edges(utility: AnyUtility, points: float, step: float) -> tuple[list[float], list[float]]:
    """Values of which one is the nearest that earns the points: in whole steps, and between two steps; the least
    demanding first."""
    match utility:
        case Linear() | Log():
            return _of_bounds(utility, points, step), [utility.bounds()[1]]
        case Steps():
            rungs = zip(utility.thresholds, utility.points_from, strict=True)
            exact = [value for value, earned in rungs if earned >= points]
            up = [_up(value, step) for value in exact]
            under = [_down(value, step, strictly=True) for value in reversed(utility.thresholds)]
            return ([*under, *up] if utility.below >= points else [*up, *under]), exact
        case Levels():
            last = utility.first + len(utility.points_at) - 1
            marks = range(round(utility.first / step), round(last / step) + 1)
            return [round(mark * step, 9) for mark in marks], []
        case Target():
            width = utility.tolerance * (1.0 - points / FULL)
            low, high = _up(utility.at - width, step), _down(utility.at + width, step)
            return [*_around(low, step), *_around(high, step)[::-1]], [utility.at]
        case _:
            raise ValueError(f"no way back from {utility.kind}")


def _of_bounds(utility: Linear | Log, points: float, step: float) -> list[float]:
    lo, hi = utility.bounds()
    share = points / FULL
    if lo == hi:
        value = lo
    elif isinstance(utility, Linear):
        value = lo + share * (hi - lo)
    else:
        value = math.exp(math.log(lo) + share * (math.log(hi) - math.log(lo)))
    first = _up(value, step) if lo <= hi else _down(value, step)
    around = _around(first, step)
    if lo <= hi:
        return around
    # A logarithm gives nothing for 0 and less, also where little is best: then the first step above 0 is the nearest.
    return [*around[::-1], step] if isinstance(utility, Log) else around[::-1]


def _around(value: float, step: float) -> list[float]:
    """The neighbouring steps: an inverse is rounded, so one of them may be the right one."""
    return [round(value + beside, 9) for beside in (-step, 0.0, step)]


def _up(value: float, step: float) -> float:
    return round(math.ceil(round(value / step, 9)) * step, 9)


def _down(value: float, step: float, strictly: bool = False) -> float:
    steps = math.floor(round(value / step, 9))
    if strictly and steps * step >= value:
        steps -= 1
    return round(steps * step, 9)
