"""Tier acceptability (SMAA): how often an account is S, A, B or C over sampled weights.

Weights are drawn, all accounts are scored and cut, and each account's tiers are counted: N × 4 numbers, never N × N.
Hysteresis and seats per owner are left out: they depend on the past and on limits, not on the weights.

A tie is not robust: where an account's score (under a Pareto cut its revenue) equals that of an account on the other
side of a cut, only the order of the accounts decides. Such a draw is counted for the tier that it gave, and as one by
order; robustness leaves draws by order out. An account that is tied under the present weights is fragile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random import default_rng

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import last_ranks, score_limits
from kam_core.scoring.tiering.tier import NONE, C, Codes
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.one_weight import Numbers, Rows, WeightBase, weight_base
from kam_core.whatif.robustness.sampled_tiers import DrawnScores, at_least, best
from kam_core.whatif.robustness.tie_counts import Counts, Ties, equal_revenue, tied_now

DEFAULT_DRAWS, DEFAULT_SEED = 1000, 20_261
DEFAULT_SPREAD = 0.5
"""Weights from half to one and a half of the model's: the range of every sentence that names no other."""
LEAST_DRAWS, MOST_DRAWS = 100, 100_000
CELLS = 400_000
"""Scores in one step; more would exceed the processor's cache."""
SOLID, FRAGILE = 0.9, 0.6
NORMAL_95 = 1.959963984540054
SECONDS_EACH = 3e-8
"""Per account and draw."""


@dataclass(frozen=True)
class Acceptability:
    """Counts of draws, accounts × (S, A, B, C), and the sampling parameters; a row of zeros where an account has no
    tier.

    present: the tier that each account has now, −1 for none. by_order: of the counts those in which only the order of
    the accounts decided; None where no account was ever tied. tied: rows tied so under the present weights.
    """

    counts: Counts
    present: Codes
    draws: int
    seed: int
    spread: float | None
    by_order: Counts | None = None
    tied: tuple[int, ...] = ()

    @property
    def shares(self) -> Numbers:
        """Share of the draws in which an account was S, A, B, C: n × 4; a row adds up to 1."""
        return self.counts / self.draws

    @property
    def earned(self) -> Numbers:
        """`shares` without the draws in which only the order of the accounts decided."""
        return self.shares if self.by_order is None else (self.counts - self.by_order) / self.draws

    @property
    def stays(self) -> Numbers:
        """Share of the draws in which an account had the tier that it has now, and not by order; NaN without one."""
        rows = np.arange(len(self.present))
        return np.where(self.present == NONE, np.nan, self.earned[rows, self.present])

    @property
    def firmness(self) -> list[str | None]:
        """`solid` from 90 % in the present tier, `fragile` under 60 %, `leaning` between; None without a tier.

        Draws in which only the order of the accounts decided are not counted as being in the tier; an account that has
        its present tier by order alone is fragile whatever the draws.
        """
        stays = self.stays
        stays[list(self.tied)] = 0.0
        return [
            None if np.isnan(stay) else "solid" if stay >= SOLID else "fragile" if stay < FRAGILE else "leaning"
            for stay in stays.tolist()
        ]

    def error(self, share: float = 0.5) -> float:
        """The 95 % margin of error of a share; at the default its maximum."""
        return NORMAL_95 * float(np.sqrt(share * (1 - share) / self.draws))


def most_robust_first(portfolio: Portfolio, found: Acceptability) -> Rows:
    """Rows with a tier: S before A and so on, in a tier the most often kept first, then the larger revenue."""
    rows = np.flatnonzero(found.present != NONE)
    stays = found.stays[rows]
    return rows[np.lexsort((-portfolio.inputs.revenue[rows], -stays, found.present[rows]))]


def seconds_for(portfolio: Portfolio, draws: int) -> float:
    """Estimated seconds of so many draws on one core, measured at 100,000 accounts."""
    return SECONDS_EACH * draws * portfolio.accounts.height


def drawn_weights(
    weights: Numbers, active: npt.NDArray[np.bool_], draws: int, seed: int, spread: float | None
) -> Numbers:
    """draws × k weights that add up to 1, 0 for criteria without data.

    spread None: any weights, uniform on the simplex (normalised exponentials); else each weight times a number drawn
    evenly from 1 − spread to 1 + spread.
    """
    chance = default_rng(seed)
    drawn = np.zeros((draws, len(weights)))
    if spread is None:
        drawn[:, active] = chance.standard_exponential((draws, int(active.sum())))
    else:
        drawn[:, active] = weights[active] * chance.uniform(1 - spread, 1 + spread, (draws, int(active.sum())))
    total = drawn.sum(axis=1, keepdims=True)
    drawn /= np.where(total > 0, total, 1.0)
    return drawn


def acceptability(
    portfolio: Portfolio,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    spread: float | None = None,
    progress: Callable[[float], None] | None = None,
) -> Acceptability:
    """Count the tiers of all accounts over seeded draws of the weights. Refuses draws and spreads out of bounds.

    progress: called with the finished share after each block of draws.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise UserError("Enter a number of draws from {least} to {most}.", least=LEAST_DRAWS, most=MOST_DRAWS)
    if spread is not None and not 0 < spread <= 1:
        raise UserError("The weight range must be above 0% and at most 100%.")
    base, inputs = weight_base(portfolio), portfolio.inputs
    n = len(base.points)
    ties = Ties(inputs, n)
    if isinstance(portfolio.model.cut, ParetoCut):
        reached = np.cumsum(portfolio.tiers.cut[:, None] == np.arange(C), axis=1) * draws
        ties.count_ties(equal_revenue(portfolio), portfolio.tiers.cut, draws)
    else:
        weights = drawn_weights(base.weights, portfolio.matrix.active, draws, seed, spread)
        reached = _reached(portfolio, base, weights, ties, progress)
    by_cut = np.diff(reached, axis=1, prepend=0, append=draws)
    by_cut[portfolio.tiers.cut == NONE] = 0
    counts = np.zeros((n, len(TIERS)), np.int64)
    rows = np.arange(n)
    for tier in range(len(TIERS)):
        counts[rows, ties.gated[:, tier]] += by_cut[:, tier]
    # An override applies whatever the weights are, also to accounts without a tier of their own.
    overridden = np.flatnonzero(inputs.overridden != NONE)
    counts[overridden] = 0
    counts[overridden, inputs.overridden[overridden]] = draws
    return Acceptability(
        counts, portfolio.tiers.tier, draws, seed, spread, ties.counts(), tuple(tied_now(portfolio).tolist())
    )


def _reached(
    portfolio: Portfolio, base: WeightBase, weights: Numbers, ties: Ties, progress: Callable[[float], None] | None
) -> Counts:
    """Number of draws in which each account was S, S or A, S or A or B by cut: n × 3. Ties are counted along the
    way."""
    used = np.flatnonzero(portfolio.matrix.active)
    cut = portfolio.model.cut
    rows = np.flatnonzero(portfolio.inputs.competes if isinstance(cut, QuotaCut) else portfolio.tiers.cut != NONE)
    points, known = base.points[np.ix_(rows, used)], base.known[np.ix_(rows, used)]
    table = DrawnScores(points, known if base.gaps else None)
    found = np.zeros((len(base.points), C), np.int64)
    block = max(1, CELLS // max(1, len(rows)))
    for start in range(0, len(weights), block):
        drawn = weights[start : start + block, used]
        scores = table.scores(drawn)
        if isinstance(cut, ScoreCut):
            for place, limit in enumerate(score_limits(cut)):
                found[rows, place] += at_least(scores, table, drawn, limit)
        else:
            assert isinstance(cut, QuotaCut)
            places = last_ranks(cut, portfolio.inputs)
            found[rows] += best(scores, table, drawn, places, rows, ties)
        if progress is not None:
            progress(min(1.0, (start + block) / len(weights)))
    return found
