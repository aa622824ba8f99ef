"""BG/NBD and MBG/NBD: accounts buy at random at their own rate and may leave after each purchase.

BG/NBD: Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2). MBG/NBD: Batislam,
Denizel & Filiztekin (2007), Int. J. of Research in Marketing 24(3): an account may leave after its first purchase too.
The purchase rate is gamma distributed (r, alpha), the probability to leave beta distributed (a, b). Both models are one
set of formulas, in which `shift` is 0 or 1: the first purchase counts as one more occasion to leave.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from kam_core.insight.retention.grouped_histories import GroupedHistories
from kam_core.insight.retention.maximum_likelihood import Floats, Likelihood, maximise

PARAMETERS = ("r", "alpha", "a", "b")
NEAR_ONE = 1e-6


class NoFit(enum.Enum):
    """Why the purchases do not determine the model."""

    SAME_RHYTHM = "same rhythm"
    """The rates of accounts do not differ more than chance lets them: r and alpha grow without limit."""
    NO_LEAVING = "no leaving"
    """What is seen of leaving fits any probability: a and b grow without limit, or a goes to 0."""
    NO_MAXIMUM = "no maximum"
    """The search did not end."""


@dataclass(frozen=True)
class PurchaseModel:
    """A fitted model; `alpha` in weeks. `shift` 1: accounts may leave after the first purchase (MBG/NBD)."""

    r: float
    alpha: float
    a: float
    b: float
    shift: int = 0

    def p_alive(self, frequency: Floats, recency: Floats, age: Floats) -> Floats:
        """Probability that an account of this history has not left. BG/NBD gives 1 without a repeat purchase."""
        return np.asarray(1.0 / (1.0 + self._odds_of_leaving(frequency, recency, age)))

    def _odds_of_leaving(self, frequency: Floats, recency: Floats, age: Floats) -> Floats:
        stays = self.b + frequency + self.shift - 1.0
        possible = frequency + self.shift > 0
        grown = (self.r + frequency) * np.log((self.alpha + age) / (self.alpha + recency))
        odds = self.a / np.where(possible, stays, 1.0) * np.exp(np.minimum(grown, 700.0))
        return np.where(possible, odds, 0.0)

    def expected_purchases(self, frequency: Floats, recency: Floats, age: Floats, weeks: float) -> Floats:
        """Mean number of purchases in the next weeks, given the history (Fader, Hardie & Lee 2005, equation 10).

        The hypergeometric function is taken after Euler's transformation, where its arguments stay small for accounts
        that buy often.
        """
        from scipy.special import hyp2f1  # 0.2 s to import: only where a model is asked for

        a, b = self._away_from_one, self.b + self.shift
        z = weeks / (self.alpha + age + weeks)
        series = (1.0 - z) ** (a - 1.0) * hyp2f1(a + b - 1.0 - self.r, a - 1.0, a + b + frequency - 1.0, z)
        alive = self.p_alive(frequency, recency, age)
        return np.asarray((a + b + frequency - 1.0) / (a - 1.0) * (1.0 - series) * alive)

    def expected_repeats(self, weeks: Floats) -> Floats:
        """Mean number of repeat purchases of a new account in its first weeks."""
        from scipy.special import hyp2f1

        a, b = self._away_from_one, self.b + self.shift
        z = weeks / (self.alpha + weeks)
        series = (1.0 - z) ** (a - 1.0) * hyp2f1(a + b - 1.0 - self.r, a - 1.0, a + b - 1.0, z)
        return np.asarray((self.b if self.shift else a + b - 1.0) / (a - 1.0) * (1.0 - series))

    @property
    def _away_from_one(self) -> float:
        # The formulas have a removable pole at a = 1.
        return 1.0 + NEAR_ONE if abs(self.a - 1.0) < NEAR_ONE else self.a

    def repeat_probability(self, repeats: int, weeks: Floats) -> Floats:
        """Probability of exactly so many repeat purchases in the first weeks of a new account."""
        from scipy.special import betaln

        base = betaln(self.a, self.b)
        negative_binomial = self._negative_binomial(repeats, weeks)
        chance = np.exp(betaln(self.a, self.b + repeats + self.shift) - base) * negative_binomial[-1]
        if repeats + self.shift > 0:
            left = np.exp(betaln(self.a + 1.0, self.b + repeats + self.shift - 1.0) - base)
            chance = chance + left * (1.0 - negative_binomial[:-1].sum(axis=0))
        return np.asarray(chance)

    def _negative_binomial(self, repeats: int, weeks: Floats) -> Floats:
        """Probabilities of 0 … `repeats` purchases without leaving, one row each."""
        from scipy.special import gammaln

        steps = np.arange(repeats + 1, dtype=np.float64)[:, None]
        logs = gammaln(self.r + steps) - gammaln(self.r) - gammaln(steps + 1.0)
        logs = logs + self.r * np.log(self.alpha / (self.alpha + weeks))
        chances: Floats = np.exp(logs) * (weeks / (self.alpha + weeks)) ** steps
        return chances


def log_likelihood(model: PurchaseModel, histories: GroupedHistories) -> float:
    """The log-likelihood of all accounts."""
    level, _ = _likelihood(histories, model.shift)(np.array([model.r, model.alpha, model.a, model.b]))
    return level * histories.accounts


def fit_purchase_model(histories: GroupedHistories, shift: int) -> PurchaseModel | NoFit:
    """The model of the largest likelihood; the cause where the search fails or a parameter runs off."""
    # Time in units of the mean age: alpha is then near 1 whether accounts buy daily or yearly.
    scale = float(np.average(histories.age, weights=histories.count)) or 1.0
    scaled = GroupedHistories(
        histories.frequency, histories.recency / scale, histories.age / scale,
        histories.count, histories.distinct, histories.place,
    )  # fmt: skip
    found = maximise(_likelihood(scaled, shift), (1.0, 1.0, 1.0, 1.0))
    if found.ran_off[:2].any():
        return NoFit.SAME_RHYTHM
    if found.ran_off[2:].any():
        return NoFit.NO_LEAVING
    if not found.converged:
        return NoFit.NO_MAXIMUM
    r, alpha, a, b = (float(value) for value in found.values)
    return PurchaseModel(r, alpha * scale, a, b, shift)


def _likelihood(histories: GroupedHistories, shift: int) -> Likelihood:
    """The log-likelihood per account and its gradient."""
    from scipy.special import gammaln, psi

    x, place, weight = histories.distinct, histories.place, histories.count / histories.count.sum()
    frequency, recency, age = histories.frequency, histories.recency, histories.age
    leaves = frequency + shift > 0

    def at(values: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = (float(value) for value in values)
        rate, stays = r + x, b + x + shift
        # log B(a, b + x + s) − log B(a, b), and B(a + 1, b + x + s − 1) / B(a, b + x + s) = a / (b + x + s − 1).
        beta = gammaln(stays) - gammaln(a + stays) + gammaln(a + b) - gammaln(b)
        before = np.where(x + shift > 0, stays - 1.0, 1.0)
        common = (gammaln(rate) - gammaln(r) + r * np.log(alpha) + beta)[place]
        shapes = rate[place]
        log_age, log_recency = np.log(alpha + age), np.log(alpha + recency)
        odds = np.log(a / before)[place] + shapes * (log_age - log_recency)
        odds = np.where(leaves, odds, -np.inf)
        level = common - shapes * log_age + np.logaddexp(0.0, odds)
        left = 1.0 / (1.0 + np.exp(-np.clip(odds, -700.0, 700.0)))
        left = np.where(leaves, left, 0.0)
        by_r = (psi(rate) - psi(r) + np.log(alpha))[place] - log_age + left * (log_age - log_recency)
        by_alpha = r / alpha - shapes * ((1.0 - left) / (alpha + age) + left / (alpha + recency))
        total = psi(a + b) - psi(a + stays)
        by_a = total[place] + left / a
        by_b = (total + psi(stays) - psi(b))[place] - left * (1.0 / before)[place]
        gradient = np.array([float((weight * part).sum()) for part in (by_r, by_alpha, by_a, by_b)])
        return float((weight * level).sum()), gradient

    return at
