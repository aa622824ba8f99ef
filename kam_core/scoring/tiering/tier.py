"""Cut, hysteresis, gates, seats and overrides → one tier per account (domain: tier). Plain arrays: this is the
slider's loop.

Tiers are small integers here, 0 = S … 3 = C, −1 = none (prospects); `names` turns them into words.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.kernel.approximate_scores import BLOCK, Sight
from kam_core.scoring.model.model import Model, Override, ParetoCut, QuotaCut
from kam_core.scoring.tiering.capacity import seat
from kam_core.scoring.tiering.cut import Cutting, seats
from kam_core.scoring.tiering.gate_refill import filled
from kam_core.scoring.tiering.hysteresis import kept
from kam_core.scoring.tiering.tier_inputs import LONG_AGO, NONE, A, B, C, Codes, Field, S
from kam_core.vocabulary.enums import TIER, TIERS
from kam_core.vocabulary.message import UserError

__all__ = [
    "LONG_AGO", "NONE", "A", "B", "C", "Codes", "Field", "S", "Tiers", "assign", "held_codes", "in_force", "names",
    "override_codes", "owner_codes", "ranked_scores", "seats",
]  # fmt: skip


@dataclass(frozen=True)
class Tiers:
    """The tier after each step: `cut` by score or revenue alone, `kept` with hysteresis, `gated` behind the gates
    (with the places that they free filled, where the model says so), `seated` within the seats, `tier` with what
    managers set. Steps that change nobody share one array: read only.
    """

    cut: Codes
    kept: Codes
    gated: Codes
    seated: Codes
    tier: Codes


def assign(score: npt.NDArray[np.float64] | Sight, field: Field, model: Model) -> Tiers:
    """Tiers of all accounts in the order given (ties go to the smaller account code, which stands first).

    score: 0–100 per account, or what is seen of the scores: the tiers are the same to the last account.

    A score of NaN ranks last and reaches no cut. Refuses score cuts that were never proposed, and scores of which
    nobody who bought has one: places would be handed out by account id.
    """
    sight = score if isinstance(score, Sight) else Sight(ranked_scores(score))
    if not isinstance(model.cut, ParetoCut) and _nobody(sight, field):
        raise UserError(
            "Nobody has a score: every criterion with a weight above 0 lacks data. Give a weight to one that has data."
        )
    cutting = Cutting(sight, field, model.cut)
    cut = cutting.codes()
    stays = kept(cut, cutting, field, model.hysteresis)
    gated = _gated(stays, field)
    if model.gates.freed_places == "next" and isinstance(model.cut, QuotaCut):
        gated = filled(stays, gated, sight, field)
    seated = gated if model.capacity.unlimited else seat(gated, sight.everybody(), field, model.capacity).codes
    tier = seated
    if len(field.by_hand):
        tier = seated.copy()
        tier[field.by_hand] = field.overridden[field.by_hand]
    return Tiers(cut, stays, gated, seated, tier)


def _nobody(sight: Sight, field: Field) -> bool:
    """Whether people bought, and not one of them has a score."""
    # Block by block, as a score is found in the first one.
    for start in range(0, len(sight), BLOCK):
        if (field.bought[start : start + BLOCK] & (sight.near[start : start + BLOCK] > -np.inf)).any():
            return False
    return bool(field.bought.any())


def ranked_scores(score: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scores that can be put in order: −inf where there is none; the same array where everybody has one."""
    if len(score) == 0 or not np.isnan(score.min()):
        return score
    return np.where(np.isnan(score), -np.inf, score)


def _gated(codes: Codes, field: Field) -> Codes:
    if not field.gates.key and not field.gates.s_only:
        return codes
    gated: Codes = codes.copy()
    for start in range(0, len(gated), BLOCK):
        part = gated[start : start + BLOCK]
        part += ((part == S) & field.stops_s[start : start + BLOCK]).view(np.int8)
        part += ((part == A) & field.stops_key[start : start + BLOCK]).view(np.int8)
    return gated


def override_codes(frame: pl.DataFrame, overrides: tuple[Override, ...], as_of: datetime.date) -> Codes:
    """Tier code set by hand per account of the frame; −1 where none is in force on the date. Later ones win."""
    codes = np.full(frame.height, NONE, dtype=np.int8)
    row_of = {account_id: row for row, account_id in enumerate(frame["account_id"].to_list())} if overrides else {}
    for override in overrides:
        row = row_of.get(override.account_id)
        if row is not None and in_force(override, as_of):
            codes[row] = TIERS.index(override.tier)
    return codes


def held_codes(frame: pl.DataFrame, held: pl.DataFrame | None) -> tuple[Codes, npt.NDArray[np.int32]]:
    """The tier last published per account of the frame, −1 where none was, and the months that it has held.

    held: `account_id`, `tier` (S, A, B, C or null) and, if known, `months`; of an account named twice the last counts.
    """
    if held is None or held.is_empty():
        return np.full(frame.height, NONE, np.int8), np.full(frame.height, LONG_AGO, np.int32)
    months = pl.col("months") if "months" in held.columns else pl.lit(None)
    last = held.select(
        "account_id",
        pl.col("tier").cast(pl.String).replace_strict(list(TIERS), range(len(TIERS)), default=NONE).cast(pl.Int8),
        months.cast(pl.Int32).fill_null(LONG_AGO).alias("months"),
    ).unique("account_id", keep="last", maintain_order=True)
    found = frame.select("account_id").join(last, on="account_id", how="left", maintain_order="left")
    return (
        found["tier"].fill_null(NONE).to_numpy().astype(np.int8),
        found["months"].fill_null(LONG_AGO).to_numpy().astype(np.int32),
    )


def owner_codes(frame: pl.DataFrame) -> npt.NDArray[np.int32]:
    """One number per owner from 0, in the order of their names; −1 without one."""
    place = frame.select(pl.col("owner").rank("dense").cast(pl.Int32) - 1)["owner"]
    return place.fill_null(NONE).to_numpy().astype(np.int32)


def in_force(override: Override, as_of: datetime.date) -> bool:
    """Whether the decision still holds on the date; its last day counts."""
    return override.until is None or override.until >= as_of


def names(codes: Codes, alias: str = "tier") -> pl.Series:
    """Tier codes as the ordered words S, A, B, C; null for none."""
    place = pl.Series(alias, codes.astype(np.uint8))
    return pl.select(pl.when(place <= C).then(place).alias(alias))[alias].cat.to(TIER)
