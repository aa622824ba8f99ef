"""Rounds of the grading committee, and the marks given in them. Marks are only added; a later one replaces an earlier.

The audit log has no score of an open round; closing writes all of them into it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from kam_core.store import entries
from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.column_names import to_columns, to_fields
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import ROUND_MARKS, ROUNDS
from kam_core.store.entries import NewEntry
from kam_core.vocabulary.actor import By, folded_name
from kam_core.vocabulary.judgement.grading_round import CLOSED, OPEN, Decision, GradingRound, RoundMark, latest_marks
from kam_core.vocabulary.message import UserError


@dataclass(frozen=True)
class NewMark:
    """A mark to give. `expected` is the id of the assessor's own mark that it replaces; None for none."""

    account_id: str
    criterion: str
    score: int
    evidence: str
    given_on: datetime.date
    expected: str | None = None


class Rounds:
    """The rounds of all data sets (or of "demo")."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_data_set(self, data_set_id: str) -> Sequence[GradingRound]:
        """The rounds of a data set, the newest first."""
        query = select(ROUNDS).where(ROUNDS.c.book == data_set_id).order_by(ROUNDS.c.created_at.desc(), ROUNDS.c.id)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _round)

    def find(self, round_id: str) -> GradingRound:
        """The round of that id. Refuses an unknown one."""
        with self._database.reading() as connection:
            return _find(connection, round_id)

    def marks(self, round_id: str) -> Sequence[RoundMark]:
        """All marks of a round in the order in which they were given, replaced ones among them."""
        with self._database.reading() as connection:
            return _marks(connection, round_id)

    def start(
        self,
        *,
        data_set_id: str,
        name: str,
        accounts: Sequence[str],
        criteria: Sequence[str],
        assessors: Sequence[str],
        deadline: datetime.date | None,
        by: By,
    ) -> GradingRound:
        """Start a round."""
        made = GradingRound(
            new_id(), data_set_id, name, tuple(accounts), tuple(criteria), tuple(assessors), deadline, OPEN, {},
            by.at, by.name, by.at, by.name,
        )  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(ROUNDS).values(_values(made)))
            details: dict[str, Any] = {
                "book": data_set_id,
                "name": name,
                "accounts": list(accounts),
                "criteria": list(criteria),
            }
            details |= {"assessors": list(assessors), "deadline": None if deadline is None else deadline.isoformat()}
            record(connection, by, "round.start", made.id, details)
        return made

    def give(self, round_id: str, given: Sequence[NewMark], by: By) -> Sequence[RoundMark]:
        """Add marks of one assessor. Refuses them where the round is closed; `ConflictError` where the assessor gave
        another mark since, in another window."""
        made: list[RoundMark] = []
        with self._database.writing() as connection:
            one = _find(connection, round_id)
            if not one.is_open:
                raise UserError("The round “{name}” is closed; its marks can no longer be changed.", name=one.name)
            known = _marks(connection, round_id)
            latest, number = latest_marks(known), max((mark.number for mark in known), default=0)
            for new in given:
                number += 1
                mark = RoundMark(
                    new_id(), round_id, number, new.account_id, new.criterion, by.name, new.score, new.evidence,
                    new.given_on, by.at,
                )  # fmt: skip
                before = latest.get((new.account_id, new.criterion, folded_name(by.name)))
                if (None if before is None else before.id) != new.expected:
                    raise ConflictError(theirs=before, mine=mark, by=by.name, at=by.at if before is None else before.at)
                connection.execute(insert(ROUND_MARKS).values(vars(mark)))
                action = "mark.give" if before is None else "mark.change"
                details = {"book": one.data_set_id, "round": one.id, "name": one.name}
                record(
                    connection, by, action, mark.id,
                    {**details, "account_id": mark.account_id, "criterion": mark.criterion},
                )  # fmt: skip
                made.append(mark)
        return made

    def close(self, seen: GradingRound, assessments: Mapping[str, NewEntry], last: int, by: By) -> GradingRound:
        """Close a round as the caller read it; each mark (by id) becomes the entry given for it.

        last: the number of the last mark that the caller saw; refused where one came later. `ConflictError` where the
        round changed.
        """
        with self._database.writing() as connection:
            marks = _marks(connection, seen.id)
            if max((mark.number for mark in marks), default=0) != last:
                raise UserError("A mark was given while you closed the round. Check the progress and close it again.")
            closed = _change(connection, seen, by, state=CLOSED, closed_at=by.at, closed_by=by.name)
            details = [
                {"id": one.id, "account_id": one.account_id, "criterion": one.criterion, "assessor": one.assessor,
                 "score": one.score, "at": one.at.isoformat(), "counts": one.id in assessments}
                for one in marks
            ]  # fmt: skip
            record(connection, by, "round.close", seen.id, {"book": seen.data_set_id, "name": seen.name,
                                                            "marks": details})  # fmt: skip
            for mark_id, new in assessments.items():
                made = entries.add(connection, new, by)
                connection.execute(update(ROUND_MARKS).where(ROUND_MARKS.c.id == mark_id).values(entry=made.id))
        return closed

    def reopen(self, seen: GradingRound, by: By) -> GradingRound:
        """Open a round again as the caller read it; the assessments that it made are withdrawn."""
        with self._database.writing() as connection:
            opened = _change(connection, seen, by, state=OPEN, closed_at=None, closed_by=None)
            record(connection, by, "round.reopen", seen.id, {"book": seen.data_set_id, "name": seen.name})
            made = [mark.entry for mark in _marks(connection, seen.id) if mark.entry is not None]
            entries.withdraw_each(connection, made, by)
            connection.execute(update(ROUND_MARKS).where(ROUND_MARKS.c.round_id == seen.id).values(entry=None))
        return opened

    def decide(self, seen: GradingRound, account_id: str, decision: Decision, by: By) -> GradingRound:
        """Decide about an account, or change its decision; `ConflictError` where somebody else decided about it."""
        with self._database.writing() as connection:
            now = _find(connection, seen.id)
            before = now.decisions.get(account_id)
            if before is not None and before != seen.decisions.get(account_id):
                raise ConflictError(theirs=before, mine=decision, by=before.by, at=before.at)
            saved = _change(connection, now, by, decisions={**now.decisions, account_id: decision})
            details = {"book": now.data_set_id, "name": now.name, "account_id": account_id, "decision": decision.text}
            record(
                connection, by, "round.decide", seen.id,
                {**details, "note": decision.note, "before": None if before is None else before.text},
            )  # fmt: skip
        return saved


def _change(connection: Connection, seen: GradingRound, by: By, **values: Any) -> GradingRound:
    wanted = replace(seen, version=seen.version + 1, changed_at=by.at, changed_by=by.name, **values)
    unchanged = (ROUNDS.c.id == seen.id) & (ROUNDS.c.version == seen.version)
    if connection.execute(update(ROUNDS).where(unchanged).values(_values(wanted))).rowcount != 1:
        theirs = _find(connection, seen.id)
        raise ConflictError(theirs=theirs, mine=wanted, by=theirs.changed_by, at=theirs.changed_at)
    return wanted


def _find(connection: Connection, round_id: str) -> GradingRound:
    found = rows.first(connection, select(ROUNDS).where(ROUNDS.c.id == round_id), _round)
    if found is None:
        raise UserError("This round does not exist.")
    return found


def _marks(connection: Connection, round_id: str) -> Sequence[RoundMark]:
    query = select(ROUND_MARKS).where(ROUND_MARKS.c.round_id == round_id).order_by(ROUND_MARKS.c.number)
    return rows.readable(connection, query, lambda row: RoundMark(**row))


def _round(row: RowMapping) -> GradingRound:
    values = to_fields(row)
    for name in ("accounts", "criteria", "assessors"):
        values[name] = tuple(values[name])
    values["decisions"] = {
        account: Decision(one["text"], one["note"], one["by"], datetime.datetime.fromisoformat(one["at"]))
        for account, one in values["decisions"].items()
    }
    return GradingRound(**values)


def _values(one: GradingRound) -> dict[str, Any]:
    values = to_columns(one)
    for name in ("accounts", "criteria", "assessors"):
        values[name] = list(values[name])
    values["decisions"] = {
        account: {"text": made.text, "note": made.note, "by": made.by, "at": made.at.isoformat()}
        for account, made in one.decisions.items()
    }
    return values
