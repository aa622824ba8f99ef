"""Range of one weight within which one account keeps its tier under a quota cut."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.robustness.one_weight import Numbers, Rows, ScoreRatios, weight_base
from kam_core.whatif.robustness.quota_interval import seat_competition
from kam_core.whatif.robustness.score_crossing import falling, heading, lead, rising

SAME = 1e-12
"""Passings this close happen at once; the rank after all of them counts."""


def rank_range(portfolio: Portfolio, row: int, k: int) -> tuple[float, float]:
    """The shares of weight k between which an account keeps its tier by cut; (0, 1) if it does not compete for seats.

    Refuses models that do not cut by quota.
    """
    competition, base = seat_competition(portfolio), weight_base(portfolio)
    positions = np.flatnonzero(competition.order == row)
    if not len(positions) or k not in base.movable:
        return 0.0, 1.0
    place = int(positions[0])
    ends = (0, *competition.seat_ends, len(competition.order))
    tier = int(np.searchsorted(np.array(competition.seat_ends), place, side="right"))
    places = (ends[tier], ends[tier + 1] - 1)
    lines, here = base.ratios(k, np.arange(len(base.points))), float(base.share[k])
    high = _walk(lines, competition.order, place, places, here)
    low = _walk(lines.mirrored(), competition.order, place, places, 1 - here)
    return 1 - low, high


def _walk(lines: ScoreRatios, order: Rows, place: int, places: tuple[int, int], start: float) -> float:
    """The first t from `start` on at which the rank leaves the places; 1 if it never does."""
    times, steps = _passings(lines, order, place, start)
    if not len(times):
        return 1.0
    rank = place + np.cumsum(steps)
    is_last = np.append(np.diff(times) > SAME, True)
    left = np.flatnonzero(((rank < places[0]) | (rank > places[1])) & is_last)
    return float(times[left[0]]) if len(left) else 1.0


def _passings(lines: ScoreRatios, order: Rows, place: int, start: float) -> tuple[Numbers, Numbers]:
    """Times at which others pass the account (+1) or fall behind it (−1), sorted."""
    others = np.delete(order, place)
    above = np.arange(len(others)) < place
    curve = lead(lines, np.full(len(others), order[place]), others)
    sinks, climbs = falling(curve), rising(curve)
    # An account above can only fall behind first, and one below only pass: earlier roots are before the start.
    first = np.where(above, climbs, sinks)
    second = np.where(above, sinks, climbs)
    # Equals separate at once, where their curves differ: so far only the order of the accounts decided.
    parts = heading(curve, start) == np.where(above, 1.0, -1.0)
    first = np.where(parts, start, first)
    began = parts | ((first > start + SAME) & (first < 1 - SAME))
    again = began & (second > first + SAME) & (second < 1 - SAME)
    step = np.where(above, -1.0, 1.0)
    times = np.concatenate([first[began], second[again]])
    steps = np.concatenate([step[began], -step[again]])
    order_of_time = np.argsort(times, kind="stable")
    return times[order_of_time], steps[order_of_time]
