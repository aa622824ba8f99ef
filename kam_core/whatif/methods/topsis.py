"""TOPSIS ranking as a second opinion beside the score.

Hwang & Yoon (1981). The score adds points up, so strong criteria compensate weak ones fully; distances punish one
very weak criterion more. Where both disagree, an account deserves a look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import MISSING_POINTS
from kam_core.scoring.tiering.tier import NONE, tier_labels
from kam_core.vocabulary.message import N_, UserError
from kam_core.weighting.rank_correlation import spearman

Values = npt.NDArray[np.float64]
Normalisation = Literal["vector", "minmax", "none"]
Gaps = Literal["policy", "leave_out"]
NORMALISATIONS = {
    "vector": N_("by vector length"),
    "minmax": N_("from lowest to highest value"),
    "none": N_("no scaling"),
}
"""Normalisation of the columns before distances are computed."""
TIE = 0.5
"""Closeness of an account that is both the best and the worst: all are the same."""


@dataclass(frozen=True)
class SecondOpinion:
    """The same accounts by score and by TOPSIS under the same weights.

    frame: one row per compared account, those first on whose rank both disagree most (then the larger revenue):
    `account_id`, `name`, `revenue`, `score` (0–100), `closeness` (0–100), `rank_score`, `rank_topsis` (1 = best),
    `ranks_apart` (positive: better by TOPSIS), `tier_score`, `tier_topsis` (the same seats handed out in either order).
    spearman: rank correlation, None where it has no meaning; filled: accounts of which gaps were filled; left_out:
    buyers not compared, for a gap or because they have no score; seats: accounts in S, A, B and C.
    """

    frame: pl.DataFrame
    spearman: float | None
    normalisation: Normalisation
    gaps: Gaps
    filled: int
    left_out: int
    seats: tuple[int, int, int, int]

    @property
    def other_tier(self) -> int:
        """Number of accounts that would be in another tier."""
        return int((self.frame["tier_score"] != self.frame["tier_topsis"]).sum())


def topsis(
    matrix: Values,
    weights: Values,
    more_is_better: Sequence[bool] | None = None,
    normalisation: Normalisation = "vector",
) -> Values:
    """Closeness to the ideal, 0 (worst in everything) … 1 (best in everything), per row of an n × k matrix.

    weights: k, of any positive sum; more_is_better: per column, default all. Rows that are all the same get 0.5.
    Refuses gaps, and weights that are negative or all 0.
    """
    values, weights = np.asarray(matrix, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if not np.isfinite(values).all():
        raise UserError("TOPSIS needs complete data. Fill in missing values or leave out incomplete rows.")
    if (weights < 0).any() or not weights.sum() > 0:
        raise UserError("The weights must be 0 or more, and at least one above 0.")
    if not len(values):
        return np.empty(0)
    if normalisation == "vector":
        values = _divided(values, np.sqrt((values**2).sum(axis=0)))
    elif normalisation == "minmax":
        values = _divided(values - values.min(axis=0), values.max(axis=0) - values.min(axis=0))
    values = values * weights
    rises = np.ones(values.shape[1], bool) if more_is_better is None else np.asarray(more_is_better, bool)
    best = np.where(rises, values.max(axis=0), values.min(axis=0))
    worst = np.where(rises, values.min(axis=0), values.max(axis=0))
    to_best = np.sqrt(((values - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((values - worst) ** 2).sum(axis=1))
    whole = to_best + to_worst
    return np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1.0), TIE)


def second_opinion(portfolio: Portfolio, normalisation: Normalisation = "none", gaps: Gaps = "policy") -> SecondOpinion:
    """TOPSIS on the points of the portfolio's buyers under its model's weights.

    Points are on one scale already, so by default they are not normalised again. gaps: `policy` fills them as the model
    does – 50, 0, or the account's own score, which is what sharing the weight out amounts to; `leave_out` leaves these
    accounts out. Refuses fewer than two accounts to compare.
    """
    model, matrix, score = portfolio.model, portfolio.matrix, portfolio.scores.score
    weights = np.array([criterion.weight for criterion in model.criteria]) * matrix.active
    counted = weights > 0
    points = matrix.points[:, counted]
    gap = np.isnan(points)
    buyers = np.asarray(portfolio.inputs.revenue > 0)
    compared = buyers & ~np.isnan(score)
    if gaps == "leave_out":
        compared = compared & ~gap.any(axis=1)
    rows = np.flatnonzero(compared)
    if len(rows) < 2:
        raise UserError(
            "Only {count} of {buyers} active customer can be compared. Fill in missing data by the model's rule, "
            "or set the weight of criteria with the most missing data to 0.",
            "Only {count} of {buyers} active customers can be compared. Fill in missing data by the model's "
            "rule, or set the weight of criteria with the most missing data to 0.",
            "buyers",
            count=len(rows), buyers=int(buyers.sum()),
        )  # fmt: skip
    fill = MISSING_POINTS.get(model.missing)
    filled = np.where(gap, score[:, None] if fill is None else fill, points)[rows]
    closeness = topsis(filled, weights[counted], normalisation=normalisation)
    seats = np.bincount(np.maximum(portfolio.tiers.cut[rows], 0), minlength=4)
    by_score, by_topsis = _ranks(score[rows]), _ranks(closeness)
    frame = pl.DataFrame(
        {
            "account_id": portfolio.accounts["account_id"].gather(rows),
            "name": portfolio.accounts["name"].gather(rows),
            "revenue": portfolio.accounts["revenue"].gather(rows),
            "score": score[rows],
            "closeness": 100.0 * closeness,
            "rank_score": by_score,
            "rank_topsis": by_topsis,
            "ranks_apart": by_score - by_topsis,
            "tier_score": tier_labels(_tiers(by_score, seats), "tier_score"),
            "tier_topsis": tier_labels(_tiers(by_topsis, seats), "tier_topsis"),
        }
    )
    order = np.lexsort((rows, -portfolio.inputs.revenue[rows], -np.abs(by_score - by_topsis)))
    return SecondOpinion(
        frame=frame[order],
        spearman=spearman(score[rows], closeness),
        normalisation=normalisation,
        gaps=gaps,
        filled=int(gap[rows].any(axis=1).sum()),
        left_out=int(buyers.sum()) - len(rows),
        seats=(int(seats[0]), int(seats[1]), int(seats[2]), int(seats[3])),
    )


def _divided(values: Values, by: Values) -> Values:
    """Divide columns; constant ones become 0, as they do not distinguish accounts."""
    return np.where(by > 0, values / np.where(by > 0, by, 1.0), 0.0)


def _ranks(values: Values) -> npt.NDArray[np.int64]:
    """1 = highest; ties to the account that stands first, as with tiers."""
    ranks = np.empty(len(values), np.int64)
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return ranks


def _tiers(ranks: npt.NDArray[np.int64], seats: npt.NDArray[np.intp]) -> npt.NDArray[np.int8]:
    codes = np.searchsorted(np.cumsum(seats), ranks, side="left").astype(np.int8)
    assert (codes > NONE).all()
    return codes
