"""Interval of the purchases of each account in the coming weeks, by simulation of the fitted model.

Each draw takes a purchase rate, a probability to leave and whether the account is still alive from what the model knows
of this account given its history, and counts its purchases until it leaves or the weeks are over. The interval covers
the chance in what an account does, not the error of the parameters.
"""

from __future__ import annotations

import numpy as np
from numpy.random import default_rng

from kam_core.insight.retention.maximum_likelihood import Floats
from kam_core.insight.retention.purchase_model import PurchaseModel

DRAWS = 200
LOW, HIGH = 0.1, 0.9
"""Four of five draws lie within."""
ROWS_AT_ONCE = 4096
LEAST_CHANCE = 1e-9


def purchase_interval(
    model: PurchaseModel, frequency: Floats, recency: Floats, age: Floats, weeks: float, seed: int
) -> tuple[Floats, Floats]:
    """Lower and upper end of the number of purchases in the next weeks, of which four of five draws lie within."""
    chance = default_rng(seed)
    alive = model.p_alive(frequency, recency, age)
    lower, upper = np.empty_like(frequency), np.empty_like(frequency)
    for begin in range(0, len(frequency), ROWS_AT_ONCE):
        rows = slice(begin, begin + ROWS_AT_ONCE)
        size = (DRAWS, len(frequency[rows]))
        rates = chance.gamma(model.r + frequency[rows], 1.0 / (model.alpha + age[rows]), size)
        leaving = chance.beta(model.a, model.b + frequency[rows] + model.shift, size)
        until_gone = chance.geometric(np.clip(leaving, LEAST_CHANCE, 1.0))
        bought = np.minimum(chance.poisson(rates * weeks), until_gone)
        bought = np.where(chance.random(size) < alive[rows], bought, 0)
        lower[rows], upper[rows] = np.quantile(bought, (LOW, HIGH), axis=0, method="inverted_cdf")
    return lower, upper
