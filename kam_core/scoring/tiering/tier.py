"""Assign a tier to every account: cut, hysteresis, gates, capacity, overrides (domain: tier).

Arrays only: this is the slider loop.

Tiers are small integers here, 0 = S … 3 = C, −1 = none (prospects); `tier_labels` turns them into labels.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.kernel.approximate_scores import BLOCK, ApproximateScores
from kam_core.scoring.model.cuts import ParetoCut, QuotaCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.tiering.capacity import apply_capacity
from kam_core.scoring.tiering.cut import AppliedCut, seats
from kam_core.scoring.tiering.gate_refill import refill_places
from kam_core.scoring.tiering.hysteresis import apply_hysteresis
from kam_core.scoring.tiering.tier_inputs import LONG_AGO, NONE, A, B, C, Codes, S, TierInputs
from kam_core.vocabulary.enums import TIER, TIERS
from kam_core.vocabulary.message import UserError

__all__ = [
    "LONG_AGO",
    "NONE",
    "A",
    "B",
    "C",
    "Codes",
    "S",
    "TierInputs",
    "Tiers",
    "assign_tiers",
    "in_force",
    "override_codes",
    "owner_codes",
    "published_codes",
    "ranked_scores",
    "seats",
    "tier_labels",
]  # fmt: skip


@dataclass(frozen=True)
class Tiers:
    """The tier after each step: `cut` by score or revenue alone, `after_hysteresis`, `gated` (with freed places
    refilled, where the model says so), `after_capacity`, `tier` with overrides. Steps without a change share one array:
    read only.
    """

    cut: Codes
    after_hysteresis: Codes
    gated: Codes
    after_capacity: Codes
    tier: Codes


def assign_tiers(score: npt.NDArray[np.float64] | ApproximateScores, inputs: TierInputs, model: Model) -> Tiers:
    """Tiers of all accounts in the given order (ties go to the smaller account code, which comes first).

    score: 0–100 per account, exact or approximate: the tiers are the same.

    A score of NaN ranks last and reaches no cut. Refuses score cuts without numbers, and portfolios in which no buyer
    has a score: places would be given by account id.
    """
    approximate = score if isinstance(score, ApproximateScores) else ApproximateScores(ranked_scores(score))
    if not isinstance(model.cut, ParetoCut) and _nobody_has_score(approximate, inputs):
        raise UserError(
            "No account has a score because no weighted criterion has data. Give a weight to a criterion with data."
        )
    applied_cut = AppliedCut(approximate, inputs, model.cut)
    cut = applied_cut.codes()
    after_hysteresis = apply_hysteresis(cut, applied_cut, inputs, model.hysteresis)
    gated = _gated(after_hysteresis, inputs)
    if model.gates.freed_places == "next" and isinstance(model.cut, QuotaCut):
        gated = refill_places(after_hysteresis, gated, approximate, inputs)
    after_capacity = (
        gated
        if model.capacity.unlimited
        else apply_capacity(gated, approximate.exact_all(), inputs, model.capacity).codes
    )
    tier = after_capacity
    if len(inputs.overridden_rows):
        tier = after_capacity.copy()
        tier[inputs.overridden_rows] = inputs.overridden[inputs.overridden_rows]
    return Tiers(cut, after_hysteresis, gated, after_capacity, tier)


def _nobody_has_score(approximate: ApproximateScores, inputs: TierInputs) -> bool:
    """Whether there are buyers and none of them has a score."""
    # Block by block, as usually the first one has a score.
    for start in range(0, len(approximate), BLOCK):
        if (inputs.bought[start : start + BLOCK] & (approximate.values[start : start + BLOCK] > -np.inf)).any():
            return False
    return bool(inputs.bought.any())


def ranked_scores(score: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scores that can be sorted: −inf where there is none; the same array where no score is missing."""
    if len(score) == 0 or not np.isnan(score.min()):
        return score
    return np.where(np.isnan(score), -np.inf, score)


def _gated(codes: Codes, inputs: TierInputs) -> Codes:
    if not inputs.gates.key and not inputs.gates.s_only:
        return codes
    gated: Codes = codes.copy()
    for start in range(0, len(gated), BLOCK):
        part = gated[start : start + BLOCK]
        part += ((part == S) & inputs.fails_s_gate[start : start + BLOCK]).view(np.int8)
        part += ((part == A) & inputs.fails_key_gate[start : start + BLOCK]).view(np.int8)
    return gated


def override_codes(frame: pl.DataFrame, overrides: tuple[Override, ...], as_of: datetime.date) -> Codes:
    """Overridden tier code per account of the frame; −1 where none is in force on the date. Later ones win."""
    codes = np.full(frame.height, NONE, dtype=np.int8)
    row_of = {account_id: row for row, account_id in enumerate(frame["account_id"].to_list())} if overrides else {}
    for override in overrides:
        row = row_of.get(override.account_id)
        if row is not None and in_force(override, as_of):
            codes[row] = TIERS.index(override.tier)
    return codes


def published_codes(frame: pl.DataFrame, published: pl.DataFrame | None) -> tuple[Codes, npt.NDArray[np.int32]]:
    """The tier last published per account of the frame, −1 where none was, and the months since.

    published: `account_id`, `tier` (S, A, B, C or null) and, if known, `months`; the last row of an account counts.
    """
    if published is None or published.is_empty():
        return np.full(frame.height, NONE, np.int8), np.full(frame.height, LONG_AGO, np.int32)
    months = pl.col("months") if "months" in published.columns else pl.lit(None)
    last = published.select(
        "account_id",
        pl.col("tier").cast(pl.String).replace_strict(list(TIERS), range(len(TIERS)), default=NONE).cast(pl.Int8),
        months.cast(pl.Int32).fill_null(LONG_AGO).alias("months"),
    ).unique("account_id", keep="last", maintain_order=True)
    codes = frame.select("account_id").join(last, on="account_id", how="left", maintain_order="left")
    return (
        codes["tier"].fill_null(NONE).to_numpy().astype(np.int8),
        codes["months"].fill_null(LONG_AGO).to_numpy().astype(np.int32),
    )


def owner_codes(frame: pl.DataFrame) -> npt.NDArray[np.int32]:
    """One number per owner from 0, in the order of their names; −1 without one."""
    place = frame.select(pl.col("owner").rank("dense").cast(pl.Int32) - 1)["owner"]
    return place.fill_null(NONE).to_numpy().astype(np.int32)


def in_force(override: Override, as_of: datetime.date) -> bool:
    """Whether the override is in force on the date; its last day counts."""
    return override.until is None or override.until >= as_of


def tier_labels(codes: Codes, alias: str = "tier") -> pl.Series:
    """Tier codes as the ordered labels S, A, B, C; null for none."""
    place = pl.Series(alias, codes.astype(np.uint8))
    return pl.select(pl.when(place <= C).then(place).alias(alias))[alias].cat.to(TIER)
