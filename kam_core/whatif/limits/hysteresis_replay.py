"""Replay hysteresis over past months: published tiers with and without a band."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import LONG_AGO, NONE, Codes, TierInputs, assign_tiers
from kam_core.vocabulary.message import Message, UserError

MIN_MONTHS = 2


@dataclass(frozen=True)
class ReplayResult:
    """One setting over all month-ends, beside the same months without any.

    flips:  changes from one tier to another between neighbouring months, with the setting; `plain_flips` without.
    upgrades_later, downgrades_later: account-months in which an account stood lower, or higher, than it would have
    without; `accounts_later` counts the accounts that ever waited for a higher tier.
    by_month: flips per month from the second on, with the setting and without.
    """

    hysteresis: Hysteresis
    months: int
    flips: int
    plain_flips: int
    upgrades_later: int
    accounts_later: int
    downgrades_later: int
    by_month: tuple[tuple[int, int], ...]

    @property
    def avoided(self) -> int:
        """Flips that the setting saved."""
        return self.plain_flips - self.flips


@dataclass(frozen=True)
class _MonthEnd:
    """The needed part of a month-end's portfolio; two dozen whole portfolios would fill the memory."""

    month: int
    accounts: npt.NDArray[np.int64]
    score: npt.NDArray[np.float64]
    inputs: TierInputs
    model: Model


def replay(portfolios: Iterable[Portfolio], settings: Sequence[Hysteresis]) -> tuple[ReplayResult, ...]:
    """Publish every month under each setting, with the tiers published the month before as input.

    portfolios: the same accounts at month-ends, the oldest first, all under one model; each is released before the next
    is requested. The first month knows nothing from before. Refuses fewer than two months.
    """
    past = [
        _MonthEnd(one.view.last_month, one.accounts["account"].to_numpy(), one.scores.score, one.inputs, one.model)
        for one in portfolios
    ]
    if len(past) < MIN_MONTHS:
        raise UserError(
            "Not enough data: {months} month-end has a full window; at least two are needed.",
            "Not enough data: {months} month-ends have a full window; at least two are needed.",
            "months",
            months=len(past),
        )
    plain = _published(past, Hysteresis(points=0.0, share=0.0))
    plain_flips = _flips(plain)
    found = []
    for setting in settings:
        published = _published(past, setting)
        flips = _flips(published)
        both = (published != NONE) & (plain != NONE)
        lower = both & (published > plain)
        found.append(
            ReplayResult(
                hysteresis=setting,
                months=len(past),
                flips=int(flips.sum()),
                plain_flips=int(plain_flips.sum()),
                upgrades_later=int(lower.sum()),
                accounts_later=int(lower.any(axis=0).sum()),
                downgrades_later=int((both & (published < plain)).sum()),
                by_month=tuple(zip(flips.tolist(), plain_flips.tolist(), strict=True)),
            )
        )
    return tuple(found)


def _published(past: Sequence[_MonthEnd], setting: Hysteresis) -> Codes:
    """Tiers by month and account (of all that were ever known; −1 where it was not, or had none)."""
    known = np.unique(np.concatenate([one.accounts for one in past]))
    published = np.full((len(past), len(known)), NONE, np.int8)
    current: Codes = np.full(len(known), NONE, np.int8)
    since: npt.NDArray[np.int64] = np.full(len(known), -LONG_AGO, np.int64)
    for place, one in enumerate(past):
        rows = np.searchsorted(known, one.accounts)
        months = np.minimum(one.month - since[rows], LONG_AGO).astype(np.int32)
        inputs = replace(one.inputs, published=current[rows], published_months=months)
        model = rebuilt(one.model, hysteresis=setting.model_dump())
        tier = assign_tiers(one.score, inputs, model).tier
        published[place, rows] = tier
        # At the first month nobody knows since when; later a tier is as old as its last change.
        changed = (tier != current[rows]) & (place > 0)
        since[rows[changed]] = one.month
        current[rows] = tier
    return published


def _flips(published: Codes) -> npt.NDArray[np.int64]:
    """Changes between two tiers per month, from the second month on."""
    both = (published[1:] != NONE) & (published[:-1] != NONE)
    return np.asarray((both & (published[1:] != published[:-1])).sum(axis=1), dtype=np.int64)


def usual_settings(own: Hysteresis) -> tuple[Hysteresis, ...]:
    """A setting first, then others to compare it with: none, narrow, usual, wide, and half a year's stay."""
    others = (
        Hysteresis(points=0.0, share=0.0),
        Hysteresis(points=1.0, share=0.01),
        Hysteresis(),
        Hysteresis(points=4.0, share=0.04),
        Hysteresis(stay_months=6),
    )
    return (own, *(one for one in others if one != own))


def replay_sentence(one: ReplayResult) -> Message:
    """One setting in a sentence."""
    return Message(
        "Over {months}, published tiers would have changed {flips} time instead of {plain}; {waiting} for a higher "
        "tier.",
        "Over {months}, published tiers would have changed {flips} times instead of {plain}; {waiting} for a higher "
        "tier.",
        "flips",
        months=Message("{count} month-end", "{count} month-ends", "count", count=one.months),
        flips=one.flips,
        plain=one.plain_flips,
        waiting=Message(
            "{accounts} account would have waited a total of {later}",
            "{accounts} accounts would have waited a total of {later}",
            "accounts",
            accounts=one.accounts_later,
            later=Message("{months} month", "{months} months", "months", months=one.upgrades_later),
        ),
    )
