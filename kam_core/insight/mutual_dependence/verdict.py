"""Verdict on mutual dependence, who needs whom, and the visits of their executives (domain: mutual dependence)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from kam_core.measures.judgement.marks import Mark, Marks
from kam_core.vocabulary.calendar import date_of, day_number
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.optional_columns import with_optional

QUESTIONS = ("meets_our_management", "compensates_loss")
"""The two questions that decide; the overall mark counts only where neither was asked."""
OVERALL = "mutual_dependence"
DEPENDS_FROM = 0.10
"""Share from which one side depends on the other."""
VISIT_DAYS = 365
EXECUTIVE = "executive"
IN_PERSON = ("in person", "face to face", "on site", "onsite", "面谈", "面对面", "当面", "现场", "上门")
VISITS = ("visit", "meeting in person", "拜访", "来访", "互访", "面谈", "上门拜访")


class Dependence(StrEnum):
    """Who needs whom."""

    BOTH = "both"
    WE_NEED_THEM = "we need them"
    THEY_NEED_US = "they need us"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class ExecutiveVisit:
    """A meeting in person with one of their executives."""

    contact: str
    on: datetime.date
    kind: str


@dataclass(frozen=True)
class MutualDependence:
    """Verdict and evidence of one account; passed is None where it is unknown.

    questions: criterion → its mark, None where not judged. overall: the mark that decides where neither was asked.
    visits: in the 12 months to the working day, the newest first; None where contacts in the role executive or touches
    are not known for this account. shares: 0–1, None where unknown.
    """

    passed: bool | None
    questions: dict[str, Mark | None]
    overall: Mark | None
    visits: tuple[ExecutiveVisit, ...] | None
    revenue_share: float | None
    wallet_share: float | None

    @property
    def dependence(self) -> Dependence | None:
        """Who needs whom, by 10 % of our revenue and of their spend; None where a share is unknown."""
        if self.revenue_share is None or self.wallet_share is None:
            return None
        we, they = self.revenue_share >= DEPENDS_FROM, self.wallet_share >= DEPENDS_FROM
        if we and they:
            return Dependence.BOTH
        if we:
            return Dependence.WE_NEED_THEM
        return Dependence.THEY_NEED_US if they else Dependence.NEITHER


def mutual_dependence(
    dataset: Dataset, accounts: pl.DataFrame, row: int, codes: tuple[int, ...], marks: Marks, today: datetime.date
) -> MutualDependence:
    """Mutual dependence of one row of an account frame; `codes` are the accounts that it unites."""
    account = accounts.row(row, named=True)
    questions = {name: marks.get(name) for name in QUESTIONS}
    asked = any(questions.values())
    return MutualDependence(
        passed=account.get("mutual_dependence_passed"),
        questions=questions,
        overall=None if asked else marks.get(OVERALL),
        visits=executive_visits(dataset, codes, today),
        revenue_share=account.get("revenue_share"),
        wallet_share=account.get("wallet_share"),
    )


def executive_visits(
    dataset: Dataset, codes: tuple[int, ...], today: datetime.date
) -> tuple[ExecutiveVisit, ...] | None:
    """Meetings in person with their executives in the 12 months to today, the newest first.

    A meeting is in person by its channel, or by its kind where no channel is given. None where no executive of the
    accounts is among the contacts or no touch is recorded at all.
    """
    contacts, touches = dataset.tables.get("contacts"), dataset.tables.get("touches")
    if contacts is None or touches is None:
        return None
    executives = with_optional(contacts, {"role": pl.String}).filter(
        pl.col("account").is_in(list(codes)) & (pl.col("role") == EXECUTIVE)
    )
    own = with_optional(touches, {"contact": pl.String, "channel": pl.String}).filter(
        pl.col("account").is_in(list(codes))
    )
    if executives.is_empty():
        return None
    end = day_number(today)
    kind, channel = (pl.col(name).cast(pl.String).str.to_lowercase() for name in ("kind", "channel"))
    in_person = pl.when(channel.is_null()).then(kind.is_in(list(VISITS))).otherwise(channel.is_in(list(IN_PERSON)))
    met = own.filter(
        in_person
        & pl.col("date").is_between(end - VISIT_DAYS + 1, end)
        & pl.col("contact").is_in(executives["name"].drop_nulls().to_list())
    ).sort("date", "contact", descending=[True, False])
    return tuple(
        ExecutiveVisit(str(contact), date_of(day), str(what))
        for contact, day, what in met.select("contact", "date", "kind").iter_rows()
    )
