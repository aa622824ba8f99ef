"""Rounds of a grading committee on SQLite and PostgreSQL: they last, closing loses no mark, the log fits the rows."""

import datetime
from collections.abc import Mapping

import pytest
from sqlalchemy import update

from kam_core.measures.view import View
from kam_core.services import entries
from kam_core.services.appraisal import account_measures
from kam_core.services.rounds import close_round
from kam_core.store.database.schema import ROUND_MARKS
from kam_core.store.entries import NewEntry
from kam_core.store.rounds import NewMark
from kam_core.store.store import Store
from kam_core.vocabulary.judgement.grading_round import Decision, GradingRound
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.store.conftest import Place
from tests.store.sample_content import LATER, by

DAY = datetime.date(2026, 1, 2)


def started(store: Store) -> GradingRound:
    """A round of Bo and Cy about one account and one criterion."""
    return store.rounds.start(
        data_set_id="demo", name="Spring", accounts=["a"], criteria=["trust"], assessors=["Bo", "Cy"],
        deadline=DAY, by=by("Ada"),
    )  # fmt: skip


def give(store: Store, one: GradingRound, who: str, score: int, seen: str | None = None) -> str:
    """Give a mark; its id."""
    (mark,) = store.rounds.give(one.id, [NewMark("a", "trust", score, "a visit", DAY, seen)], by(who))
    return mark.id


def assessment(mark_id: str, score: float) -> Mapping[str, NewEntry]:
    return {mark_id: NewEntry("demo", "assessments", {"account": "a", "criterion": "trust", "score": score})}


def test_a_round_lasts_with_marks_assessments_and_decision_and_the_log_fits_its_rows(place: Place) -> None:
    store = place.open()
    one = started(store)
    first = give(store, one, "Bo", 5)
    second = give(store, one, "Bo", 4, first)
    assert [entry.details for entry in store.audit.entries(who="Bo")] == [
        {"book": "demo", "round": one.id, "name": "Spring", "account_id": "a", "criterion": "trust"}
    ] * 2
    closed = store.rounds.close(one, assessment(second, 4.0), 2, by("Ada"))
    decided = store.rounds.decide(closed, "a", Decision("Stay", "Visit\nin May", "Ada", LATER), by("Ada"))
    again = place.open()
    assert again.rounds.of_data_set("demo") == [decided]
    marks = again.rounds.marks(one.id)
    assert [(mark.id, mark.score, mark.given_on) for mark in marks] == [(first, 5, DAY), (second, 4, DAY)]
    (made,) = again.entries.of_data_set("demo")
    assert [mark.entry for mark in marks] == [None, made.id]
    again.rounds.reopen(decided, by("Ada"))
    assert [entry.is_active for entry in store.entries.of_data_set("demo")] == [False]
    # Two marks, start, close with its assessment, decision, reopening with its withdrawal.
    assert store.audit.verify() == 8
    store.audit.compare()
    with store.database.writing() as connection:
        connection.execute(update(ROUND_MARKS).where(ROUND_MARKS.c.id == second).values(score=1))
    with pytest.raises(UserError, match=f"round_marks {second}"):
        store.audit.compare()


def test_a_mark_given_while_somebody_closes_the_round_is_not_lost(place: Place) -> None:
    store = place.open()
    one = started(store)
    seen = give(store, one, "Bo", 5)
    late = give(place.open(), one, "Cy", 2)
    with pytest.raises(UserError, match="A mark was given while you closed the round"):
        store.rounds.close(one, assessment(seen, 5.0), 1, by("Ada"))
    assert store.rounds.find(one.id).is_open
    assert store.entries.of_data_set("demo") == []
    assert [mark.id for mark in store.rounds.marks(one.id)] == [seen, late]


def test_marks_given_on_different_days_of_a_round_count_alike(place: Place) -> None:
    """A score takes the marks of the latest day alone: all of a round are of the day of its last."""
    store, data = place.open(), dataset(monthly("a", "2025-01-10", 12, 60))
    one = started(store)
    for who, score, day in (("Bo", 5, DAY), ("Cy", 2, DAY + datetime.timedelta(days=3))):
        store.rounds.give(one.id, [NewMark("a", "trust", score, "", day)], by(who))
    view = View(datetime.date(2026, 1, 31))
    close_round(store, "demo", data, one, by("Ada"), working_day=DAY)
    measured = account_measures(entries.with_entries(store, data, "demo"), view)
    assert measured["trust"].to_list() == [3.5]
