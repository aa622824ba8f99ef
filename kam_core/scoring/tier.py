"""Cut, gates and overrides → one tier per account (domain: tier). Plain arrays: this is the slider's loop.

Tiers are small integers here, 0 = S … 3 = C, −1 = none (prospects); `names` turns them into words.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.gates import GateFlags
from kam_core.scoring.model import Model, Override, ParetoCut, QuotaCut, ScoreCut
from kam_core.vocabulary.message import Refusal
from kam_core.vocabulary.ranks import TIER, TIERS

Codes = npt.NDArray[np.int8]
NONE, S, A, B, C = -1, 0, 1, 2, 3
FLOOR_SLACK = 1e-9
"""0.29 × 100 is 28.999999999999996 in floating point, and 29 seats to everybody else."""


@dataclass(frozen=True)
class Field:
    """What tiers need to know of the accounts beside the score; it does not change with the weights.

    bought: has ever purchased (others are prospects); revenue: of the window, ten-thousandths;
    gates: who fails which gate; overridden: tier code a manager set, −1 where none is in force.
    """

    bought: npt.NDArray[np.bool_]
    revenue: npt.NDArray[np.int64]
    gates: GateFlags
    overridden: Codes


@dataclass(frozen=True)
class Tiers:
    """`cut` is the tier by score or revenue alone, `tier` what it is after gates and overrides."""

    cut: Codes
    tier: Codes


def seats(cut: QuotaCut, buyers: int) -> tuple[int, int, int]:
    """Accounts that S, A and B take: floor(share × buyers), at least one where the share is above 0."""
    left = buyers
    counts = []
    for share in (cut.s, cut.a, cut.b):
        wanted = max(1, math.floor(share * buyers + FLOOR_SLACK)) if share > 0 else 0
        counts.append(min(wanted, left))
        left -= counts[-1]
    return counts[0], counts[1], counts[2]


def assign(score: npt.NDArray[np.float64], field: Field, model: Model) -> Tiers:
    """Tiers of all accounts in the order given (ties go to the smaller account code, which stands first).

    A score of NaN ranks last and reaches no cut. Refuses score cuts that were never proposed, and scores of which
    nobody who bought has one: places would be handed out by account id.
    """
    if not isinstance(model.cut, ParetoCut) and field.bought.any() and np.isnan(score[field.bought]).all():
        raise Refusal(
            "Nobody has a score: every criterion with a weight above 0 lacks data. Give a weight to one that has data."
        )
    safe = np.where(np.isnan(score), -np.inf, score)
    match model.cut:
        case QuotaCut():
            cut = _by_quota(safe, field, model.cut)
        case ScoreCut():
            cut = _by_score(safe, field, model.cut)
        case ParetoCut():
            cut = _by_pareto(field, model.cut)
    n = len(score)
    tier = cut.copy()
    tier[(tier == S) & field.gates.any_s(n)] = A
    tier[(tier == A) & field.gates.any_key(n)] = B
    tier = np.where(field.overridden != NONE, field.overridden, tier).astype(np.int8)
    return Tiers(cut, tier)


def _by_quota(score: npt.NDArray[np.float64], field: Field, cut: QuotaCut) -> Codes:
    codes = np.where(field.bought, C, NONE).astype(np.int8)
    buyers = np.flatnonzero(field.revenue > 0)
    wanted = seats(cut, len(buyers))
    # A manager's decision takes one of the seats, so that a tier does not grow by it.
    free = buyers[field.overridden[buyers] == NONE]
    taken = [int((field.overridden == tier).sum()) for tier in (S, A, B)]
    ranked = free[np.argsort(-score[free], kind="stable")]
    start = 0
    for tier, want, used in zip((S, A, B), wanted, taken, strict=True):
        end = start + max(0, want - used)
        codes[ranked[start:end]] = tier
        start = end
    held = buyers[field.overridden[buyers] != NONE]
    codes[held] = _rank_tier(score, buyers, held, wanted)
    return codes


def _rank_tier(
    score: npt.NDArray[np.float64], buyers: npt.NDArray[np.intp], held: npt.NDArray[np.intp], wanted: tuple[int, ...]
) -> Codes:
    """The tier that overridden accounts would have had by rank, for the sentence that explains them."""
    if not len(held):
        return np.empty(0, np.int8)
    ranked = buyers[np.argsort(-score[buyers], kind="stable")]
    place = {int(account): rank for rank, account in enumerate(ranked)}
    limits = np.cumsum(wanted)
    return np.array([int(np.searchsorted(limits, place[int(account)], side="right")) for account in held], np.int8)


def _by_score(score: npt.NDArray[np.float64], field: Field, cut: ScoreCut) -> Codes:
    if cut.s is None or cut.a is None or cut.b is None:
        raise Refusal("The score cuts have no numbers yet. Let the data propose them, or give s, a and b.")
    codes = np.select([score >= cut.s, score >= cut.a, score >= cut.b], [S, A, B], C).astype(np.int8)
    return np.where(field.bought, codes, NONE).astype(np.int8)


def _by_pareto(field: Field, cut: ParetoCut) -> Codes:
    codes = np.where(field.bought, C, NONE).astype(np.int8)
    buyers = np.flatnonzero(field.revenue > 0)
    ranked = buyers[np.argsort(-field.revenue[buyers], kind="stable")]
    revenue = field.revenue[ranked]
    before = np.cumsum(revenue) - revenue
    share_before = before / max(1, int(revenue.sum()))
    # The account that crosses a cut still belongs to the higher tier: what counts is where it starts.
    reached = [share_before < limit - 1e-12 for limit in (cut.s, cut.a, cut.b)]
    codes[ranked] = np.select(reached, [S, A, B], C)
    return codes


def override_codes(frame: pl.DataFrame, overrides: tuple[Override, ...], as_of: datetime.date) -> Codes:
    """Tier code set by hand per account of the frame; −1 where none is in force on the date. Later ones win."""
    codes = np.full(frame.height, NONE, dtype=np.int8)
    row_of = {account_id: row for row, account_id in enumerate(frame["account_id"].to_list())} if overrides else {}
    for override in overrides:
        row = row_of.get(override.account_id)
        if row is not None and in_force(override, as_of):
            codes[row] = TIERS.index(override.tier)
    return codes


def in_force(override: Override, as_of: datetime.date) -> bool:
    """Whether the decision still holds on the date; its last day counts."""
    return override.until is None or override.until >= as_of


def names(codes: Codes, alias: str = "tier") -> pl.Series:
    """Tier codes as the ordered words S, A, B, C; null for none."""
    words = [*TIERS, None]
    return pl.Series(alias, np.array(words, dtype=object)[codes].tolist(), dtype=TIER)
