"""Progress of a grading round: how many marks each assessor has given, and what is next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kam_core.insight.grading.blind_marks import is_complete
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.judgement.grading_round import Cell, GradingRound


@dataclass(frozen=True, slots=True)
class AssessorProgress:
    """Marks given of those asked for, and accounts completed."""

    assessor: str
    given: int
    asked: int
    accounts: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.given == self.asked


def progress(one: GradingRound, given: Collection[Cell]) -> list[AssessorProgress]:
    """The progress of each assessor, in the order of the round."""
    asked = [(account, criterion) for account in one.accounts for criterion in one.criteria]
    return [
        AssessorProgress(
            name,
            sum((account, criterion, folded_name(name)) in given for account, criterion in asked),
            len(asked),
            sum(is_complete(one, given, account, name) for account in one.accounts),
        )
        for name in one.assessors
    ]


def next_account(one: GradingRound, given: Collection[Cell], assessor: str) -> str | None:
    """The first account about which an assessor has not given all marks; None where all are given."""
    return next((account for account in one.accounts if not is_complete(one, given, account, assessor)), None)
