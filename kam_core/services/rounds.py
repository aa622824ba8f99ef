"""Rounds of the grading committee: start one, give marks, read what one may see, close, reopen, and decide."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.entries.dataset_overlay import overlay_of
from kam_core.entries.row_keys import KEY, key_of, key_text, with_keys
from kam_core.entries.row_state import row_states
from kam_core.insight.grading.blind_marks import visible
from kam_core.services.access import AccessError, Action, allows, require
from kam_core.store.entries import NewEntry
from kam_core.store.rounds import NewMark
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Actor, By, folded_name
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.judgement.criterion import LEAST, MOST
from kam_core.vocabulary.judgement.grading_round import Decision, GradingRound, RoundMark, latest_marks
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES

ASSESSMENTS = "assessments"
FEWEST_ASSESSORS = 2
MOST_CELLS = 5_000
"""Accounts × criteria of one round."""
LONGEST_NAME, LONGEST_TEXT = 80, 2_000


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark as typed. `seen` is the id of the own mark that the assessor saw in its place; None for none."""

    score: float
    evidence: str = ""
    seen: str | None = None


def start_round(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    *,
    name: str,
    accounts: Sequence[str],
    criteria: Sequence[str],
    assessors: Sequence[str],
    deadline: datetime.date | None = None,
    working_day: datetime.date,
    by: By,
) -> GradingRound:
    """Start a round. Refuses unknown accounts and criteria, and assessors who may not enter data or are under two."""
    require(by, Action.ROUND)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UserError("Enter a name for the round, with at most {most} characters.", most=LONGEST_NAME)
    accounts, criteria = tuple(dict.fromkeys(accounts)), tuple(dict.fromkeys(criteria))
    if not accounts or not criteria:
        raise UserError("Choose at least one account and one criterion.")
    if len(accounts) * len(criteria) > MOST_CELLS:
        raise UserError(
            "{count} marks per assessor are too many; choose fewer accounts or criteria (at most {most}).",
            count=len(accounts) * len(criteria), most=MOST_CELLS,
        )  # fmt: skip
    unknown = sorted({*accounts} - {*dataset.accounts["account_id"]}) + [one for one in criteria if one not in CRITERIA]
    if unknown:
        raise UserError("Not found: {names}.", names=", ".join(unknown))
    if deadline is not None and deadline < working_day:
        raise UserError("The deadline {day} is in the past. Choose a later date.", day=deadline)
    return store.rounds.start(
        data_set_id=data_set_id, name=name, accounts=accounts, criteria=criteria,
        assessors=_known_assessors(store, assessors), deadline=deadline, by=by,
    )  # fmt: skip


def _known_assessors(store: Store, names: Sequence[str]) -> Sequence[str]:
    found: dict[str, str] = {}
    for name in names:
        person = store.people.named(name)
        if person is None or person.archived:
            raise UserError("{name} is not in the list of people (Settings, People).", name=name)
        if not allows(person.actor, Action.ENTRY):
            raise UserError(
                "{name} may only read. An administrator can change the role (Settings, People).", name=person.name
            )
        found[person.folded] = person.name
    if len(found) < FEWEST_ASSESSORS:
        raise UserError("Choose at least two assessors; one alone is no committee.")
    return list(found.values())


def give_marks(
    store: Store,
    round_id: str,
    account_id: str,
    given: Mapping[str, GivenMark],
    by: By,
    *,
    working_day: datetime.date,
) -> Sequence[RoundMark]:
    """Give or change one's own marks of an account, by criterion; all or none.

    Refuses a mark that is not 1, 2, 3, 4 or 5, and whoever is no assessor of the round or may not enter data.
    `ConflictError` where the assessor gave another mark in another window since.
    """
    require(by, Action.ENTRY)
    one = store.rounds.find(round_id)
    if not one.assesses(by.name):
        raise AccessError(
            Message(
                "{name} is not an assessor of the round “{round}”. Nothing was changed.", name=by.name, round=one.name
            )
        )
    new: list[NewMark] = []
    for criterion, mark in given.items():
        if account_id not in one.accounts or criterion not in one.criteria:
            raise UserError("The round “{round}” does not ask for this mark.", round=one.name)
        if mark.score not in range(LEAST, MOST + 1):
            raise UserError("A mark is a whole number from 1 to 5, not {score}.", score=f"{mark.score:g}")
        if len(mark.evidence) > LONGEST_TEXT:
            raise UserError(
                "This text has {count} characters; the maximum is {most}.", count=len(mark.evidence), most=LONGEST_TEXT
            )
        new.append(
            NewMark(account_id, criterion, int(mark.score), mark.evidence.strip(), working_day, expected=mark.seen)
        )
    return store.rounds.give(round_id, new, by)


def visible_marks(store: Store, one: GradingRound, reader: Actor) -> Sequence[RoundMark]:
    """The latest marks of a round that this person may see now: the one way to read marks."""
    return visible(one, list(latest_marks(store.rounds.marks(one.id)).values()), reader.name)


def given_cells(store: Store, one: GradingRound) -> frozenset[tuple[str, str, str]]:
    """Which marks have been given, by account, criterion and folded name of the assessor; without what they are."""
    return frozenset(latest_marks(store.rounds.marks(one.id)))


def close_round(
    store: Store, data_set_id: str, dataset: Dataset, seen: GradingRound, by: By, *, working_day: datetime.date
) -> GradingRound:
    """Close a round as the caller read it: each latest mark becomes an assessment by its assessor, and counts.

    Marks of a criterion that does not exist any more stay in the round alone. `ConflictError` where it changed.
    """
    require(by, Action.ROUND)
    _must_belong(seen, data_set_id)
    if not seen.is_open:
        raise UserError("The round “{name}” is already closed.", name=seen.name)
    marks = store.rounds.marks(seen.id)
    latest = [mark for mark in latest_marks(marks).values() if mark.criterion in CRITERIA]
    assessments = _assessments(store, data_set_id, dataset, seen, latest)
    return store.rounds.close(seen, assessments, max((mark.number for mark in marks), default=0), by)


def _assessments(
    store: Store, data_set_id: str, dataset: Dataset, one: GradingRound, marks: Sequence[RoundMark]
) -> dict[str, NewEntry]:
    """The new row of the assessments for each mark.

    The marks of one account and criterion have the day of the last of them: a score is the mean of the latest day, and
    all assessors count alike.
    """
    table, days = TABLES[ASSESSMENTS], dict[tuple[str, str], datetime.date]()
    for mark in marks:
        about = mark.account_id, mark.criterion
        days[about] = max(days.get(about, mark.given_on), mark.given_on)
    states = row_states(store.entries.of_data_set(data_set_id, ASSESSMENTS))
    keyed = with_keys(overlay_of(dataset.as_imported, ASSESSMENTS, states).rows, table)
    counts = dict(keyed.group_by(KEY).agg(pl.len()).iter_rows())
    made = {}
    for mark in marks:
        day = days[mark.account_id, mark.criterion]
        fields: dict[str, Plain] = {
            "account": mark.account_id, "criterion": mark.criterion, "score": float(mark.score),
            "assessed_on": day.isoformat(), "assessor": mark.assessor,
        }  # fmt: skip
        if mark.evidence:
            fields["evidence"] = mark.evidence
        nth = counts.get(key_text(table, key_of(table, fields)), 0)
        made[mark.id] = NewEntry(data_set_id, ASSESSMENTS, fields, nth=nth, note=f"{one.name} ({one.id})")
    return made


def reopen_round(store: Store, data_set_id: str, seen: GradingRound, by: By) -> GradingRound:
    """Open a closed round again as the caller read it; its assessments are withdrawn until it is closed again."""
    require(by, Action.ROUND)
    _must_belong(seen, data_set_id)
    if seen.is_open:
        raise UserError("The round “{name}” is open.", name=seen.name)
    return store.rounds.reopen(seen, by)


def decide(store: Store, seen: GradingRound, account_id: str, *, text: str, note: str, by: By) -> GradingRound:
    """Keep the decision about an account of a closed round, with its note; `ConflictError` where somebody else did."""
    require(by, Action.ROUND)
    if seen.is_open:
        raise UserError("Close the round before you decide.")
    text, note = text.strip(), note.strip()
    if account_id not in seen.accounts:
        raise UserError("The round “{round}” does not ask for this account.", round=seen.name)
    if not text:
        raise UserError("Enter the decision.")
    if max(len(text), len(note)) > LONGEST_TEXT:
        raise UserError("A text has at most {most} characters.", most=LONGEST_TEXT)
    return store.rounds.decide(seen, account_id, Decision(text, note, by.name, by.at), by)


def may_assess(one: GradingRound, person: Actor) -> bool:
    """Whether this person may give marks in the round."""
    return bool(folded_name(person.name)) and one.assesses(person.name) and allows(person, Action.ENTRY)


def _must_belong(one: GradingRound, data_set_id: str) -> None:
    if one.data_set_id != data_set_id:
        raise UserError("This round belongs to another data set.")
