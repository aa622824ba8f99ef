"""Shifted-beta-geometric model of yearly contracts: what share of customers renews after each year, and stays.

Fader & Hardie (2007), "How to Project Customer Retention", Journal of Interactive Marketing 21(1). Each customer
leaves at the end of a year with its own constant probability, beta distributed (alpha, beta) among customers: those who
leave easily leave first, so that the renewal rate of a cohort rises with the years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kam_core.insight.retention.maximum_likelihood import Floats, Likelihood, maximise

PARAMETERS = ("alpha", "beta")


@dataclass(frozen=True)
class ContractModel:
    """A fitted model of the years until a customer does not renew."""

    alpha: float
    beta: float

    def survival(self, years: int) -> float:
        """Share of the customers that are still there after so many years."""
        from scipy.special import betaln

        return float(np.exp(betaln(self.alpha, self.beta + years) - betaln(self.alpha, self.beta)))

    def renewal_rate(self, year: int) -> float:
        """Share of those still there that renew at the end of a year, the first is 1."""
        return (self.beta + year - 1) / (self.alpha + self.beta + year - 1)

    def expected_remaining_years(self, renewals: int, discount: float) -> float:
        """Discounted expected residual lifetime, in years, just before the renewal that follows so many.

        Fader & Hardie (2010), Marketing Science 29(1), equation 6: what a renewed year brings is paid at once.
        """
        from scipy.special import hyp2f1

        place = self.beta + renewals
        series = hyp2f1(1.0, place + 1.0, self.alpha + place + 1.0, 1.0 / (1.0 + discount))
        return float(place / (self.alpha + place) * series)


def fit_contract_model(lost: Sequence[float], staying: Sequence[float]) -> ContractModel | None:
    """The model of the largest likelihood; None where nobody left, the search fails or a parameter runs off.

    lost: customers that left at the end of year 1, 2 …; staying: customers still there after 1, 2 … renewal dates
    so far.
    """
    left, stayed = np.asarray(lost, dtype=np.float64), np.asarray(staying, dtype=np.float64)
    if left.sum() == 0:
        return None
    found = maximise(_likelihood(left, stayed), (1.0, 1.0))
    return ContractModel(float(found.values[0]), float(found.values[1])) if found.usable else None


def contract_log_likelihood(model: ContractModel, lost: Sequence[float], staying: Sequence[float]) -> float:
    """The log-likelihood of all customers; arguments as in `fit_contract_model`."""
    left, stayed = np.asarray(lost, dtype=np.float64), np.asarray(staying, dtype=np.float64)
    level, _ = _likelihood(left, stayed)(np.array([model.alpha, model.beta]))
    return level * float(left.sum() + stayed.sum())


def _likelihood(left: Floats, stayed: Floats) -> Likelihood:
    from scipy.special import betaln, psi

    year_left, year_staying = np.arange(1.0, len(left) + 1), np.arange(1.0, len(stayed) + 1)
    customers = left.sum() + stayed.sum()

    def at(values: Floats) -> tuple[float, Floats]:
        a, b = (float(value) for value in values)
        base, total = betaln(a, b), psi(a + b)
        gone = betaln(a + 1, b + year_left - 1) - base
        there = betaln(a, b + year_staying) - base
        level = (left * gone).sum() + (stayed * there).sum()
        end_left, end_staying = psi(a + b + year_left), psi(a + b + year_staying)
        by_a = (left * (psi(a + 1) - psi(a) - end_left + total)).sum() + (stayed * (total - end_staying)).sum()
        by_b = (left * (psi(b + year_left - 1) - psi(b) - end_left + total)).sum()
        by_b += (stayed * (psi(b + year_staying) - psi(b) - end_staying + total)).sum()
        return float(level / customers), np.array([float(by_a), float(by_b)]) / customers

    return at
