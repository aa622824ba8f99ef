"""Blind marks: which marks of a round a person may see (domain: grading committee)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.judgement.grading_round import Cell, GradingRound, RoundMark


def visible(one: GradingRound, marks: Sequence[RoundMark], name: str) -> Sequence[RoundMark]:
    """The marks that somebody of that name may see: all of a closed round; of an open one the own marks, and those of
    the others about an account once the own ones about it are complete."""
    if not one.is_open:
        return marks
    me, given = folded_name(name), {mark.cell for mark in marks}
    shown = {account for account in one.accounts if one.assesses(name) and is_complete(one, given, account, name)}
    return [mark for mark in marks if mark.account_id in shown or (me and folded_name(mark.assessor) == me)]


def is_complete(one: GradingRound, given: Collection[Cell], account_id: str, assessor: str) -> bool:
    """Whether an assessor has given every mark about an account."""
    return all((account_id, criterion, folded_name(assessor)) in given for criterion in one.criteria)
