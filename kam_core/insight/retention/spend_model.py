"""Gamma-Gamma model of the amount per purchase: what an account is expected to spend on a purchase.

Fader & Hardie (2013), "The Gamma-Gamma Model of Monetary Value" (brucehardie.com/notes/025). The spend of a purchase is
gamma distributed (p), its scale differs among accounts by a gamma distribution (q, v). It holds where the amount does
not depend on how often an account buys.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.insight.retention.maximum_likelihood import Floats, Likelihood, maximise

PARAMETERS = ("p", "q", "v")


@dataclass(frozen=True)
class SpendModel:
    """A fitted model; `v` in the unit of the amounts."""

    p: float
    q: float
    v: float

    def expected_spend(self, frequency: Floats, mean_spend: Floats) -> Floats:
        """Expected amount of a purchase: the mean of all accounts and that of the account's own repeat purchases, which
        counts the more the more there are."""
        own = self.p * frequency
        weight = own / (own + self.q - 1.0)
        return np.asarray((1.0 - weight) * self.v * self.p / (self.q - 1.0) + weight * mean_spend)


def spend_log_likelihood(model: SpendModel, frequency: Floats, mean_spend: Floats) -> float:
    """The log-likelihood of all accounts with a repeat purchase."""
    level, _ = _likelihood(frequency, mean_spend)(np.array([model.p, model.q, model.v]))
    return level * len(frequency)


def fit_spend_model(frequency: Floats, mean_spend: Floats) -> SpendModel | None:
    """The model of the largest likelihood; None where the search fails, a parameter runs off, or the mean is infinite.

    frequency, mean_spend: of accounts with at least one repeat purchase; both above 0.
    """
    scale = float(mean_spend.mean())
    found = maximise(_likelihood(frequency, mean_spend / scale), (1.0, 2.0, 1.0))
    if not found.usable or found.values[1] <= 1.0:
        return None
    p, q, v = (float(value) for value in found.values)
    return SpendModel(p, q, v * scale)


def _likelihood(frequency: Floats, mean_spend: Floats) -> Likelihood:
    from scipy.special import gammaln, psi

    log_spend, log_frequency = np.log(mean_spend), np.log(frequency)
    total = frequency * mean_spend

    def at(values: Floats) -> tuple[float, Floats]:
        p, q, v = (float(value) for value in values)
        shape = p * frequency
        log_sum = np.log(v + total)
        level = (
            gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
            + (shape - 1.0) * log_spend + shape * log_frequency - (shape + q) * log_sum
        )  # fmt: skip
        joint = psi(shape + q)
        by_p = frequency * (joint - psi(shape) + log_spend + log_frequency - log_sum)
        by_q = joint - psi(q) + np.log(v) - log_sum
        by_v = q / v - (shape + q) / (v + total)
        return float(level.mean()), np.array([float(by_p.mean()), float(by_q.mean()), float(by_v.mean())])

    return at
