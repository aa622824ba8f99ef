"""How far one weight may move before one account leaves its places under a quota, whoever else changes meanwhile."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.robustness.one_weight import Numbers, Ratios, Rows, ground
from kam_core.whatif.robustness.quota_interval import race
from kam_core.whatif.robustness.score_crossing import falling, heading, lead, rising

SAME = 1e-12
"""Passings as close as this happen at once; what counts is the rank after all of them."""


def rank_range(portfolio: Portfolio, row: int, k: int) -> tuple[float, float]:
    """The shares of weight k between which an account keeps its tier by cut; (0, 1) if it does not compete for seats.

    Refuses models that do not cut by quota.
    """
    runners, base = race(portfolio), ground(portfolio)
    found = np.flatnonzero(runners.order == row)
    if not len(found) or k not in base.movable:
        return 0.0, 1.0
    place = int(found[0])
    ends = (0, *runners.seat_ends, len(runners.order))
    tier = int(np.searchsorted(np.array(runners.seat_ends), place, side="right"))
    places = (ends[tier], ends[tier + 1] - 1)
    lines, here = base.ratios(k, np.arange(len(base.points))), float(base.share[k])
    high = _walk(lines, runners.order, place, places, here)
    low = _walk(lines.mirrored(), runners.order, place, places, 1 - here)
    return 1 - low, high


def _walk(lines: Ratios, order: Rows, place: int, places: tuple[int, int], start: float) -> float:
    """The first t from `start` on at which the rank leaves the places; 1 if it never does."""
    times, steps = _passings(lines, order, place, start)
    if not len(times):
        return 1.0
    rank = place + np.cumsum(steps)
    settled = np.append(np.diff(times) > SAME, True)
    gone = np.flatnonzero(((rank < places[0]) | (rank > places[1])) & settled)
    return float(times[gone[0]]) if len(gone) else 1.0


def _passings(lines: Ratios, order: Rows, place: int, start: float) -> tuple[Numbers, Numbers]:
    """When others pass the account (+1) or fall behind it (−1), in the order of time."""
    others = np.delete(order, place)
    above = np.arange(len(others)) < place
    curve = lead(lines, np.full(len(others), order[place]), others)
    sinks, climbs = falling(curve), rising(curve)
    # Who stands above can only fall behind first, and the other way round: earlier roots lie before the start.
    first = np.where(above, climbs, sinks)
    second = np.where(above, sinks, climbs)
    # Equals part at once, where their curves tell: their order so far was only that of the accounts.
    parts = heading(curve, start) == np.where(above, 1.0, -1.0)
    first = np.where(parts, start, first)
    began = parts | ((first > start + SAME) & (first < 1 - SAME))
    again = began & (second > first + SAME) & (second < 1 - SAME)
    step = np.where(above, -1.0, 1.0)
    times = np.concatenate([first[began], second[again]])
    steps = np.concatenate([step[began], -step[again]])
    order_of_time = np.argsort(times, kind="stable")
    return times[order_of_time], steps[order_of_time]
