"""Concentration indices of a list of values: top share, Gini, HHI, and losing the top."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.vocabulary.message import UserError

Values = npt.NDArray[np.float64]

TOP_SHARE = 0.20
MOST = 0.80
HHI_SCALE = 10_000
TOLERANCE = 1e-12
"""Relative tolerance of a cumulative share: 0.1 + 0.7 of 1 still counts as 80 %."""


@dataclass(frozen=True)
class Concentration:
    """Concentration of a list of values. All shares are of the values above 0; None where there are none.

    total: the net sum in the values' unit; accounts: values above 0 (the buyers); top20_accounts = ceil(0.2 × accounts)
    and top20_share their share; n80: accounts that make 80 %; gini (0–1, without small-sample correction), hhi
    (0–10,000) and effective_number (10,000 / hhi); negative_accounts, negative_total: the values below 0 and their sum.
    """

    total: float
    accounts: int
    top20_accounts: int
    top20_share: float | None
    n80: int | None
    gini: float | None
    hhi: float | None
    effective_number: float | None
    negative_accounts: int
    negative_total: float


def concentration(values: Values) -> Concentration:
    """Compute the indices of a list; NaN values are left out."""
    known = values[~np.isnan(values)]
    positive, negative = known[known > 0], known[known < 0]
    buyers = len(positive)
    top = math.ceil(round(TOP_SHARE * buyers, 9))
    index = hhi(positive) if buyers else None
    return Concentration(
        total=float(known.sum()),
        accounts=buyers,
        top20_accounts=top,
        top20_share=top_share(positive, top) if buyers else None,
        n80=accounts_for(positive, MOST) if buyers else None,
        gini=gini(positive) if buyers else None,
        hhi=index,
        effective_number=HHI_SCALE / index if index else None,
        negative_accounts=len(negative),
        negative_total=float(negative.sum()),
    )


def gini(values: Values) -> float:
    """Gini coefficient G = Σ (2i − n − 1)·xᵢ / (n·Σx) of values ≥ 0 in rising order. Refuses an all-zero list."""
    rising = np.sort(values)
    n = len(rising)
    total = float(rising.sum())
    if n == 0 or total <= 0 or rising[0] < 0:
        raise UserError("A Gini coefficient needs values of 0 or more with a sum above 0.")
    place = np.arange(1, n + 1)
    return float(((2 * place - n - 1) * rising).sum() / (n * total))


def hhi(values: Values) -> float:
    """Herfindahl–Hirschman index Σ (percentage share)², 0–10,000, of values ≥ 0 with a sum above 0."""
    total = float(values.sum())
    if total <= 0:
        raise UserError("A Herfindahl–Hirschman index needs a sum above 0.")
    shares = values / total
    return float((shares * shares).sum() * HHI_SCALE)


def largest_first(values: Values) -> Values:
    """The values above 0 in falling order, the base of all shares."""
    return np.sort(values[values > 0])[::-1]


def top_share(values: Values, n: int) -> float:
    """Share of the n largest values in the sum of those above 0 (0–1); at least one must be above 0."""
    falling = largest_first(values)
    return min(1.0, float(falling[:n].sum() / falling.sum()))


def accounts_for(values: Values, share: float) -> int:
    """The fewest accounts that together reach this share of the sum of the values above 0."""
    cumulative = np.cumsum(largest_first(values))
    target = share * float(cumulative[-1])
    return int(np.argmax(cumulative >= target - TOLERANCE * target)) + 1


@dataclass(frozen=True)
class Loss:
    """Loss and remaining concentration when the top N leave. lost_share: of the values above 0 (0–1)."""

    n: int
    lost: float
    lost_share: float
    before: Concentration
    after: Concentration


def lose_top(values: Values, n: int) -> Loss:
    """Remove the n largest values above 0; values below 0 stay. Refuses a list without a value above 0."""
    falling = largest_first(values)
    if not len(falling):
        raise UserError("No value is above 0, so nothing can be lost.")
    known = values[~np.isnan(values)]
    rest = np.concatenate([falling[n:], known[known <= 0]])
    return Loss(n, float(falling[:n].sum()), top_share(falling, n), concentration(known), concentration(rest))
