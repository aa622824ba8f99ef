"""Grading round of a committee: which accounts whom to judge by which criteria, the marks given, and the decisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.message import N_

OPEN, CLOSED = "open", "closed"
STATE_LABELS = {OPEN: N_("open"), CLOSED: N_("closed")}

Cell = tuple[str, str, str]
"""Account, criterion, and the folded name of the assessor."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the committee decided about an account, and its note. The time is UTC."""

    text: str
    note: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class GradingRound:
    """A round of the grading committee of a data set (or of "demo"). Times are UTC.

    accounts and criteria: ids and names in the order of the form, also those that have gone since; assessors: names.
    decisions: by account. deadline: the last day to give marks; None for none. It only informs.
    """

    id: str
    data_set_id: str
    name: str
    accounts: tuple[str, ...]
    criteria: tuple[str, ...]
    assessors: tuple[str, ...]
    deadline: datetime.date | None
    state: str
    decisions: Mapping[str, Decision]
    created_at: datetime.datetime
    created_by: str
    changed_at: datetime.datetime
    changed_by: str
    closed_at: datetime.datetime | None = None
    closed_by: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether marks may be given and stay outside every score."""
        return self.state == OPEN

    @property
    def is_decided(self) -> bool:
        """Whether the committee has decided about every account."""
        return all(account in self.decisions for account in self.accounts)

    def assesses(self, name: str) -> bool:
        """Whether somebody of that name is an assessor; capitals and blanks do not count."""
        return folded_name(name) in {folded_name(one) for one in self.assessors}


@dataclass(frozen=True)
class RoundMark:
    """A mark from 1 to 5 given in a round; a later one of the same assessor replaces it. `at` is UTC.

    number: its place among the marks of the round. given_on: the working day. entry: the row of the assessments that
    it became when the round was closed; None before, and where it became none.
    """

    id: str
    round_id: str
    number: int
    account_id: str
    criterion: str
    assessor: str
    score: int
    evidence: str
    given_on: datetime.date
    at: datetime.datetime
    entry: str | None = None

    @property
    def cell(self) -> Cell:
        """What the mark is about, and whose it is."""
        return self.account_id, self.criterion, folded_name(self.assessor)


def latest_marks(marks: Iterable[RoundMark]) -> dict[Cell, RoundMark]:
    """The last mark of each assessor about each account and criterion."""
    return {mark.cell: mark for mark in sorted(marks, key=lambda one: one.number)}
