"""Rounds of the grading committee: blind until given, outside every score until closed, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from kam_core.entries.dataset_overlay import overlaid_frame, with_frames
from kam_core.insight.grading.round_progress import next_account, progress
from kam_core.insight.grading.round_result import discussion, results
from kam_core.measures.view import View
from kam_core.services.access import AccessError
from kam_core.services.appraisal import account_measures
from kam_core.services.backups import restore, save_backup
from kam_core.services.rounds import (
    GivenMark,
    close_round,
    decide,
    give_marks,
    given_cells,
    reopen_round,
    start_round,
    visible_marks,
)
from kam_core.store.conflict import ConflictError
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement import criteria as judged
from kam_core.vocabulary.judgement.grading_round import GradingRound
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.store.sample_content import LATER, TODAY, by, data_set_of

FIRST, SECOND = list(judged.CRITERIA)[:2]
ACCOUNTS, ASSESSORS = ("a", "b"), ("Bo", "Cy", "Di")


class Committee:
    """A data set of two accounts, an open round about both, and its people."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder)
        for name in ("Ada", *ASSESSORS):
            self.store.people.add(name, Role.MANAGER, by("Ada"))
        self.store.people.add("Vi", Role.VIEWER, by("Ada"))
        self.data: Dataset = dataset([*monthly("a", "2025-01-10", 12, 100.0), *monthly("b", "2025-01-10", 12, 50.0)])
        made = self.store.imports.commit(
            data_set=None, name="Sample Ltd", dataset=self.data, records={}, files=[], summary={}, rejected=None,
            by=by("Ada"),
        )  # fmt: skip
        self.id = data_set_of(self.store, made).id
        self.round = self.start()

    def start(self, **changed: object) -> GradingRound:
        """Start a round with changed fields."""
        fields: dict[str, object] = {
            "name": "Autumn", "accounts": ACCOUNTS, "criteria": (FIRST, SECOND), "assessors": ASSESSORS,
        }  # fmt: skip
        return start_round(
            self.store, self.id, self.data, working_day=TODAY, by=by("Ada"), **{**fields, **changed}  # type: ignore[arg-type]
        )  # fmt: skip

    def give(self, who: str, account: str, first: float, second: float | None = None, seen: str | None = None) -> None:
        """Give one or both marks about an account."""
        given = {FIRST: GivenMark(first, "a link", seen)}
        if second is not None:
            given[SECOND] = GivenMark(second)
        give_marks(self.store, self.round.id, account, given, by(who, LATER), working_day=TODAY)

    def seen_by(self, who: str) -> set[tuple[str, str, str, int]]:
        """The marks that somebody sees now."""
        return {
            (mark.assessor, mark.account_id, mark.criterion, mark.score)
            for mark in visible_marks(self.store, self.now, by(who).actor)
        }

    def close(self) -> GradingRound:
        """Close the round as it is."""
        return close_round(self.store, self.id, self.data, self.now, by("Ada", LATER), working_day=TODAY)

    @property
    def now(self) -> GradingRound:
        """The round as stored."""
        return self.store.rounds.find(self.round.id)

    def frame(self) -> pl.DataFrame:
        """The account frame with all typed rows."""
        entries = self.store.entries.of_data_set(self.id, "assessments")
        typed = overlaid_frame(self.data, "assessments", entries)
        return account_measures(with_frames(self.data, {"assessments": typed}, {"assessments": "x"}), View(TODAY))


@pytest.fixture
def committee(tmp_path: Path) -> Iterator[Committee]:
    made = Committee(tmp_path / "home")
    yield made
    made.store.close()


def test_an_assessor_sees_the_marks_of_others_about_an_account_only_after_giving_all_own(committee: Committee) -> None:
    committee.give("Bo", "a", 5, 4)
    committee.give("Bo", "b", 1, 1)
    committee.give("Cy", "a", 2)
    assert committee.seen_by("Cy") == {("Cy", "a", FIRST, 2)}
    assert committee.seen_by("Ada") == set(), "who leads the round is blind too"
    give_marks(
        committee.store, committee.round.id, "a", {SECOND: GivenMark(3)}, by("cy "), working_day=TODAY
    )  # fmt: skip
    assert {row[:2] for row in committee.seen_by("Cy")} == {("Cy", "a"), ("cy ", "a"), ("Bo", "a")}
    committee.close()
    assert ("Bo", "b", FIRST, 1) in committee.seen_by("Vi")


def test_marks_of_an_open_round_change_no_measure_and_those_of_a_closed_one_do(committee: Committee) -> None:
    before = committee.frame()
    for who, mark in zip(ASSESSORS, (5, 4, 3), strict=True):
        committee.give(who, "a", mark)
    assert committee.frame().equals(before)
    assert not committee.store.entries.of_data_set(committee.id)
    committee.close()
    after = dict(committee.frame().select("account_id", FIRST).iter_rows())
    assert after == {"a": 4.0, "b": None}
    rows = [entry.fields for entry in committee.store.entries.of_data_set(committee.id)]
    assert [(row["assessor"], row["score"], row["evidence"]) for row in rows] == [
        ("Bo", 5.0, "a link"), ("Cy", 4.0, "a link"), ("Di", 3.0, "a link"),
    ]  # fmt: skip
    reopen_round(committee.store, committee.id, committee.now, by("Ada", LATER))
    assert committee.frame().equals(before)


def test_progress_discussion_and_median_of_three_assessors(committee: Committee) -> None:
    for who, first, second in (("Bo", 5, 3), ("Cy", 2, 3), ("Di", 4, 4)):
        committee.give(who, "a", first, second)
    given = given_cells(committee.store, committee.round)
    assert [(one.given, one.asked, one.accounts) for one in progress(committee.round, given)] == [(2, 4, 1)] * 3
    assert next_account(committee.round, given, "Bo") == "b"
    found = results(committee.round, visible_marks(committee.store, committee.round, by("Bo").actor))
    assert [(one.account_id, one.criterion) for one in discussion(found)] == [("a", FIRST)]
    assert (found[0].median, round(found[0].mean or 0, 2)) == (4, 3.67)


@pytest.mark.parametrize("mark", [0, 6, 2.5])
def test_a_mark_outside_1_to_5_is_refused_and_none_of_the_batch_is_kept(committee: Committee, mark: float) -> None:
    with pytest.raises(UserError, match="whole number from 1 to 5"):
        committee.give("Bo", "a", 3, mark)
    assert committee.seen_by("Bo") == set()


def test_who_is_no_assessor_or_may_only_read_is_refused(committee: Committee) -> None:
    with pytest.raises(AccessError, match="Ada is not an assessor"):
        committee.give("Ada", "a", 3)
    viewer = by("Bo", role=Role.VIEWER)
    with pytest.raises(AccessError):
        give_marks(committee.store, committee.round.id, "a", {FIRST: GivenMark(3)}, viewer, working_day=TODAY)
    with pytest.raises(AccessError):
        close_round(committee.store, committee.id, committee.data, committee.round, viewer, working_day=TODAY)
    with pytest.raises(UserError, match="Vi may only read"):
        committee.start(assessors=("Bo", "Vi"))
    with pytest.raises(UserError, match="at least two assessors"):
        committee.start(assessors=("Bo", "bo"))


def test_an_assessor_who_marks_twice_changes_the_mark_and_one_from_a_stale_window_is_refused(
    committee: Committee,
) -> None:
    committee.give("Bo", "a", 3)
    with pytest.raises(ConflictError):
        committee.give("Bo", "a", 5)
    [mark] = visible_marks(committee.store, committee.round, by("Bo").actor)
    committee.give("Bo", "a", 4, seen=mark.id)
    assert committee.seen_by("Bo") == {("Bo", "a", FIRST, 4)}
    records = [one for one in committee.store.audit.entries() if one.action.startswith("mark.")]
    assert sorted(one.action for one in records) == ["mark.change", "mark.give"]
    assert not any("score" in one.details for one in records), "the audit does not tell a blind mark"


def test_marks_of_a_criterion_that_is_gone_stay_in_the_closed_round(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    committee.give("Bo", "a", 3, 5)
    monkeypatch.setattr(
        "kam_core.services.rounds.CRITERIA", {name: one for name, one in judged.CRITERIA.items() if name != SECOND}
    )
    committee.close()
    assert [one.fields["criterion"] for one in committee.store.entries.of_data_set(committee.id)] == [FIRST]
    assert ("Bo", "a", SECOND, 5) in committee.seen_by("Vi")


def test_a_decision_is_kept_with_its_note_after_closing_and_a_closed_round_takes_no_marks(committee: Committee) -> None:
    with pytest.raises(UserError, match="Close the round"):
        decide(committee.store, committee.round, "a", text="keep", note="", by=by("Ada"))
    closed = committee.close()
    with pytest.raises(UserError, match="is closed"):
        committee.give("Bo", "a", 3)
    decide(committee.store, closed, "a", text="Key account", note="visit in May", by=by("Ada"))
    with pytest.raises(ConflictError):
        decide(committee.store, closed, "a", text="No", note="", by=by("Bo"))
    made = committee.now.decisions["a"]
    assert (made.text, made.note, made.by) == ("Key account", "visit in May", "Ada")
    actions = {one.action for one in committee.store.audit.entries()}
    assert {"round.start", "round.close", "round.decide"} <= actions


def test_a_backup_contains_rounds_and_marks(committee: Committee, tmp_path: Path) -> None:
    committee.give("Bo", "a", 3)
    save_backup(committee.store, tmp_path / "kam.backup", by("Ada"))
    restore(tmp_path / "kam.backup", tmp_path / "other", None, by("Ada"))
    again = Store.open(tmp_path / "other")
    assert list(again.rounds.of_data_set(committee.id)) == [committee.now]
    assert list(again.rounds.marks(committee.round.id)) == list(committee.store.rounds.marks(committee.round.id))
    again.close()
