"""Marks on judged criteria: give, change and take back one's own mark of a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.services import entries
from kam_core.services.access import Action, require
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.judgement.criterion import LEAST, MOST
from kam_core.vocabulary.message import Term, UserError

TABLE = "assessments"
UNSEEN = -1
"""For a caller who has not seen whether there is a mark of the day."""


@dataclass(frozen=True)
class Mark:
    """A mark that a person gives: the account's id, the criterion, 1–5 (None takes back one's own mark of the day),
    and what it rests on."""

    account: str
    criterion: str
    score: int | None
    evidence: str = ""


def save_mark(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    mark: Mark,
    by: By,
    *,
    working_day: datetime.date,
    seen: float | None = UNSEEN,
) -> Entry | None:
    """Save a mark with the author as its assessor. A second mark of the same person on the same day changes the first.

    seen: the own mark of the day as it was on the screen, None where there was none; refuses where it is another by
    now. Refuses unknown criteria and marks outside 1–5 as well. Returns None where there is nothing to take back.
    """
    require(by, Action.ENTRY)
    if mark.criterion not in CRITERIA:
        raise UserError("{criterion} is not a criterion that people judge.", criterion=mark.criterion)
    if mark.score is not None and not LEAST <= mark.score <= MOST:
        raise UserError(
            "A mark of {mark} is not possible: marks go from {least} to {most}.",
            mark=mark.score, least=LEAST, most=MOST,
        )  # fmt: skip
    own = own_mark(store, data_set_id, dataset, mark.account, mark.criterion, by.actor.name, working_day)
    score = None if own is None else float(str(own.values["score"]))
    if seen != UNSEEN and score != seen:
        raise _changed(mark, score, seen)
    given = {"score": mark.score, **({"evidence": mark.evidence} if mark.evidence else {})}
    if mark.score is None:
        if own is None or own.row_id is None:
            return None
        return entries.withdraw(store, data_set_id, dataset, own.row_id if own.target is None else str(own.last), by)
    if own is not None:
        return entries.change(store, data_set_id, dataset, own, given, by, working_day=working_day)
    row = {
        "account": mark.account, "criterion": mark.criterion, "assessor": by.actor.name or None,
        "assessed_on": working_day, **given,
    }  # fmt: skip
    return entries.enter(store, data_set_id, dataset, TABLE, row, by, working_day=working_day)


def own_mark(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    account: str,
    criterion: str,
    assessor: str,
    day: datetime.date,
) -> EntryRow | None:
    """The mark that a person gave on a day, as it is stored now; None where there is none."""
    for row in rows(dataset, store.entries.of_data_set(data_set_id, TABLE), TABLE, account):
        values = row.values
        if (values.get("criterion"), values.get("assessor")) == (criterion, assessor) and str(
            values.get("assessed_on")
        ) == day.isoformat():
            return row
    return None


def _changed(mark: Mark, now: float | None, seen: float | None) -> UserError:
    label = Term(CRITERIA[mark.criterion].label)
    if now is None:
        return UserError(
            "{criterion}: your mark of {seen} was withdrawn in another window. Look again, then save.",
            criterion=label, seen=seen,
        )  # fmt: skip
    return UserError(
        "{criterion}: in another window you gave a {now} meanwhile. Look again, then save.", criterion=label, now=now
    )  # fmt: skip
