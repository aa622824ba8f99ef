"""Result of a grading round: marks per account and criterion, their median and mean, and where assessors differ."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.judgement.grading_round import GradingRound, RoundMark
from kam_core.vocabulary.message import Message

DIFFERENCE = 2
"""Two marks that differ by as much bring an account up for discussion (domain: grading committee)."""


@dataclass(frozen=True)
class CriterionResult:
    """The marks about one account and criterion by assessor, in the order of the round."""

    account_id: str
    criterion: str
    marks: Mapping[str, RoundMark]

    @property
    def scores(self) -> Sequence[int]:
        """The marks from 1 to 5."""
        return [mark.score for mark in self.marks.values()]

    @property
    def mean(self) -> float | None:
        """The mean of the marks; None without one."""
        return statistics.fmean(self.scores) if self.marks else None

    @property
    def median(self) -> float | None:
        """The median of the marks; None without one."""
        return statistics.median(self.scores) if self.marks else None

    @property
    def spread(self) -> int:
        """The difference between the highest and the lowest mark; 0 under two marks."""
        return max(self.scores, default=0) - min(self.scores, default=0)

    @property
    def is_disputed(self) -> bool:
        """Whether two assessors differ so much that it comes up for discussion."""
        return self.spread >= DIFFERENCE


def results(one: GradingRound, marks: Sequence[RoundMark]) -> list[CriterionResult]:
    """One result per account and criterion of the round, in its order, from marks that the reader may see."""
    by_cell = {mark.cell: mark for mark in marks}
    return [
        CriterionResult(
            account,
            criterion,
            {
                name: by_cell[cell]
                for name in one.assessors
                if (cell := (account, criterion, folded_name(name))) in by_cell
            },
        )
        for account in one.accounts
        for criterion in one.criteria
    ]


def discussion(found: Sequence[CriterionResult]) -> list[CriterionResult]:
    """The results that come up for discussion, the largest difference first."""
    return sorted((one for one in found if one.is_disputed), key=lambda one: -one.spread)


def answer(one: GradingRound, found: Sequence[CriterionResult], given: int) -> Message:
    """The state of a round in one sentence. given: how many marks there are."""
    asked = len(one.accounts) * len(one.criteria) * len(one.assessors)
    if one.is_open:
        return Message("{given} of {asked} marks given", given=given, asked=asked)
    disputed = len({result.account_id for result in discussion(found)})
    if one.is_decided:
        return Message(
            "Decided about {count} account", "Decided about {count} accounts", "count", count=len(one.accounts)
        )
    if disputed:
        return Message("{count} account to discuss", "{count} accounts to discuss", "count", count=disputed)
    return Message("The assessors agree")
