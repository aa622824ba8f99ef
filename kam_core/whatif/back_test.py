"""Back-test models on churn: the share of accounts lost since a past date that each model had in S and A."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random import default_rng

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier_inputs import NONE, A, Flags
from kam_core.vocabulary.message import Message, Share

MIN_LEAVERS = 10
DRAWS, SEED = 1_000, 20_240_229
BLOCK = 2_000_000
"""Random numbers drawn in one step."""
Z = 1.959963984540054
"""97.5 % quantile of the normal distribution."""
Interval = tuple[float, float]


@dataclass(frozen=True)
class BackTestResult:
    """Lost accounts that one model had in S and A at the past date.

    accounts, revenue: of those who left, in S and A (money of the window before, ten-thousandths); of_accounts and
    of_revenue: their share of all who left, with 95 % intervals; base: S and A's share of everybody's revenue then –
    the expected share of an uninformed model. Shares and intervals are None where too few left; the interval of
    the money also where none or all of those who left were in S and A.
    """

    model: str
    key_accounts: int
    accounts: int
    revenue: int
    of_accounts: float | None
    accounts_between: Interval | None
    of_revenue: float | None
    revenue_between: Interval | None
    base: float


@dataclass(frozen=True)
class BackTest:
    """All models over the same accounts that left. Money in ten-thousandths; `draws` and `seed` of the intervals."""

    buyers: int
    leavers: int
    leaving_revenue: int
    results: tuple[BackTestResult, ...]
    draws: int = DRAWS
    seed: int = SEED

    @property
    def too_few(self) -> bool:
        """Whether there are too few leavers for shares."""
        return self.leavers < MIN_LEAVERS


def back_test(models: Mapping[str, Portfolio], stayed: Flags, by_revenue: str, seed: int = SEED) -> BackTest:
    """Compare models on the accounts that left.

    models: the same accounts of one past date under each model, by the name to show, the first to compare with;
    stayed: per account whether it bought again since; by_revenue: the name of a last line, which takes as many accounts
    as the first model had in S and A, those with the largest revenue.
    """
    first = next(iter(models.values()))
    revenue, buys = first.inputs.revenue, first.inputs.buys
    left = buys & ~stayed
    total = int(revenue[buys].sum())
    keys = {name: _key(portfolio) for name, portfolio in models.items()}
    keys[by_revenue] = _largest(revenue, buys, int(next(iter(keys.values())).sum()))
    rows = np.flatnonzero(left)
    found = BackTest(int(buys.sum()), len(rows), int(revenue[rows].sum()), (), DRAWS, seed)
    samples = None if found.too_few else _Bootstrap(revenue[rows], seed)
    results = tuple(_result(name, key, rows, revenue, total, samples) for name, key in keys.items())
    return BackTest(found.buyers, found.leavers, found.leaving_revenue, results, DRAWS, seed)


def _key(portfolio: Portfolio) -> Flags:
    tier = portfolio.tiers.tier
    return np.asarray((tier != NONE) & (tier <= A) & portfolio.inputs.buys)


def _largest(revenue: npt.NDArray[np.int64], buys: Flags, most: int) -> Flags:
    rows = np.flatnonzero(buys)
    flags = np.zeros(len(revenue), np.bool_)
    flags[rows[np.argsort(-revenue[rows], kind="stable")[:most]]] = True
    return flags


def _result(
    name: str, key: Flags, rows: npt.NDArray[np.intp], revenue: npt.NDArray[np.int64], total: int,
    samples: _Bootstrap | None,
) -> BackTestResult:  # fmt: skip
    caught = key[rows]
    accounts, money = int(caught.sum()), int(revenue[rows][caught].sum())
    leaving = int(revenue[rows].sum())
    enough = samples is not None
    return BackTestResult(
        model=name,
        key_accounts=int(key.sum()),
        accounts=accounts,
        revenue=money,
        of_accounts=accounts / len(rows) if enough else None,
        accounts_between=wilson(accounts, len(rows)) if enough else None,
        of_revenue=money / leaving if enough else None,
        revenue_between=samples.between(caught) if samples is not None else None,
        base=int(revenue[key].sum()) / total if total else 0.0,
    )


def wilson(hits: int, of: int) -> Interval:
    """The 95 % Wilson score interval of a share, valid also near 0 and 1 and for small counts."""
    share, square = hits / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    # Rounding would give a value close to 0 or 1 at the ends.
    return (middle - half if hits else 0.0), (middle + half if hits < of else 1.0)


class _Bootstrap:
    """Bootstrap with the same draws for every model, so that models do not differ by chance."""

    def __init__(self, revenue: npt.NDArray[np.int64], seed: int) -> None:
        self._revenue, self._seed = revenue.astype(np.float64), seed

    def between(self, caught: Flags) -> Interval | None:
        """The middle 95 % of the caught share of revenue, over resamples of the leavers with replacement.

        None where none or all were caught: all draws are equal then, and their range would pretend certainty.
        """
        n = len(self._revenue)
        if not caught.any() or caught.all():
            return None
        inside = np.where(caught, self._revenue, 0.0)
        chance, shares = default_rng(self._seed), []
        at_a_time = max(1, BLOCK // n)
        for start in range(0, DRAWS, at_a_time):
            picks = chance.integers(0, n, (min(at_a_time, DRAWS - start), n))
            shares.append(inside[picks].sum(axis=1) / self._revenue[picks].sum(axis=1))
        low, high = np.percentile(np.concatenate(shares), (2.5, 97.5))
        return float(low), float(high)


def back_test_sentence(test: BackTest, model: str) -> Message:
    """The result for one model in a sentence."""
    if test.too_few:
        return Message(
            "Not enough data: {leavers} of {buyers} active customer left; at least {least} are needed.",
            "Not enough data: {leavers} of {buyers} active customers left; at least {least} are needed.",
            "buyers",
            leavers=test.leavers, buyers=test.buyers, least=MIN_LEAVERS,
        )  # fmt: skip
    one = next(result for result in test.results if result.model == model)
    assert one.of_revenue is not None
    assert one.accounts_between is not None
    if one.revenue_between is None:
        low, high = one.accounts_between
        return Message(
            "{leavers} of {buyers} active customer left since. {caught} of them were S or A ({between}), with "
            "{share} of their revenue. S and A had {base} of total revenue.",
            "{leavers} of {buyers} active customers left since. {caught} of them were S or A ({between}), with "
            "{share} of their revenue. S and A had {base} of total revenue.",
            "buyers",
            leavers=test.leavers, buyers=test.buyers, caught=one.accounts, between=_between(low, high),
            share=Share(one.of_revenue), base=Share(one.base),
        )  # fmt: skip
    return Message(
        "{leavers} of {buyers} left since. S and A held {share} ({low} – {high}) of its revenue, compared with "
        "{base} of total revenue.",
        "{leavers} of {buyers} left since. S and A held {share} ({low} – {high}) of their revenue, compared with "
        "{base} of total revenue.",
        "leavers",
        leavers=test.leavers, share=Share(one.of_revenue),
        buyers=Message("{count} active customer", "{count} active customers", "count", count=test.buyers),
        low=Share(one.revenue_between[0]), high=Share(one.revenue_between[1]), base=Share(one.base),
    )  # fmt: skip


def _between(low: float, high: float) -> Message:
    """Text of the interval of a share; from 0 on only its upper end."""
    if low <= 0:
        return Message("95% interval up to {high}", high=Share(high))
    return Message("95% interval {low} to {high}", low=Share(low), high=Share(high))
