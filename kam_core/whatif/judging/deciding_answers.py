"""Which question to ask about each account first, and where one answer could change the tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE, A, Codes
from kam_core.whatif.judging.answer_effects import MARKS, answer_effects
from kam_core.whatif.robustness.one_weight import Numbers

Flags = npt.NDArray[np.bool_]
NOT_ASKED = -1


@dataclass(frozen=True)
class DecidingAnswers:
    """One entry per account of the portfolio.

    criteria: those that were asked about. ask: the place of the one to ask first, −1 where all are judged; decides:
    whether its marks lead to different tiers; scores, tiers: what its marks 1–5 give (NaN and −1 where none is asked).
    """

    criteria: tuple[str, ...]
    ask: np.ndarray
    decides: Flags
    scores: Numbers
    tiers: Codes

    def first(self, row: int) -> str | None:
        """The criterion to ask first of an account; None where all are judged."""
        return None if self.ask[row] == NOT_ASKED else self.criteria[self.ask[row]]

    @property
    def worst(self) -> Codes:
        """The lowest tier that the first answer can give."""
        return np.asarray(self.tiers.max(axis=1))

    @property
    def best(self) -> Codes:
        """The highest tier that the first answer can give."""
        return np.asarray(self.tiers.min(axis=1))


def deciding_answers(
    portfolio: Portfolio, criteria: Sequence[str], answered: Mapping[str, Flags] | None = None
) -> DecidingAnswers:
    """Find the first question of every account: one whose answer can change the tier comes before the others, then the
    one that moves the score most, then the first of `criteria`.

    answered: criterion → accounts that have a mark which the view does not count yet; they are not asked again.
    """
    n = portfolio.accounts.height
    ask, decides, swing = np.full(n, NOT_ASKED), np.zeros(n, bool), np.full(n, -1.0)
    scores, tiers = np.full((n, len(MARKS)), np.nan), np.full((n, len(MARKS)), NONE, np.int8)
    for place, criterion in enumerate(criteria):
        lacks = _lacks(portfolio, criterion)
        if answered is not None and criterion in answered:
            lacks &= ~answered[criterion]
        rows = np.flatnonzero(lacks)
        if not len(rows):
            continue
        found = answer_effects(portfolio, rows, criterion)
        turns = found.tiers.min(axis=1) != found.tiers.max(axis=1)
        width = np.nan_to_num(found.scores.max(axis=1) - found.scores.min(axis=1))
        better = (turns & ~decides[rows]) | ((turns == decides[rows]) & (width > swing[rows] + 1e-12))
        chosen = rows[better]
        ask[chosen], decides[chosen], swing[chosen] = place, turns[better], width[better]
        scores[chosen], tiers[chosen] = found.scores[better], found.tiers[better]
    return DecidingAnswers(tuple(criteria), ask, decides, scores, tiers)


def may_fall(found: DecidingAnswers) -> Flags:
    """Accounts whose first answer can take them below A."""
    return np.asarray(found.decides & (found.worst > A))


def may_rise(found: DecidingAnswers) -> Flags:
    """Accounts whose first answer can bring them to A or S."""
    return np.asarray(found.decides & (found.best != NONE) & (found.best <= A))


def _lacks(portfolio: Portfolio, criterion: str) -> Flags:
    if criterion not in portfolio.accounts.columns:
        return np.ones(portfolio.accounts.height, bool)
    return portfolio.accounts[criterion].is_null().to_numpy().copy()
