"""Mutual dependence, stickiness, relationship and profiles of one account, by hand cases."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from kam_core.insight.company_profile.profile import profile
from kam_core.insight.mutual_dependence.sentence import verdict, who_needs_whom
from kam_core.insight.mutual_dependence.verdict import MutualDependence, executive_visits, mutual_dependence
from kam_core.insight.relationship.index import relationship
from kam_core.insight.stickiness.layers import stickiness, trend
from kam_core.measures.judgement.marks import Mark, Marks, marks_of
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, day

TODAY = datetime.date(2026, 9, 30)
YEAR_AGO = datetime.date(2025, 9, 30)


def _marks(**scores: float) -> Marks:
    return {name: Mark(name, score, TODAY, (), ()) for name, score in scores.items()}


def _judged(*rows: tuple[str, float, str, str]) -> Dataset:
    return dataset(
        accounts=[{"account": "a"}],
        tables={
            "assessments": [
                {"account": "a", "criterion": name, "score": score, "assessed_on": on, "assessor": "Li",
                 "evidence": evidence}
                for name, score, on, evidence in rows
            ]
        },
    )  # fmt: skip


def _shares(revenue: float | None, wallet: float | None) -> MutualDependence:
    return MutualDependence(None, {}, None, None, revenue, wallet)


@pytest.mark.parametrize(
    ("revenue", "wallet", "expected"),
    [
        (0.10, 0.10, "Two-sided"),
        (0.10, 0.099, "One-sided, we need them more"),
        (0.099, 0.10, "One-sided, they need us more"),
        (0.099, 0.099, "Neither side depends"),
        (0.5, None, "How much they need us is unknown"),
        (None, 0.5, "How much we need them is unknown"),
    ],
)
def test_dependence_is_one_sided_where_ten_per_cent_meets_less(
    revenue: float | None, wallet: float | None, expected: str
) -> None:
    assert str(who_needs_whom(_shares(revenue, wallet), "account:a")).startswith(expected)


@pytest.mark.parametrize(
    ("passed", "marks", "expected"),
    [
        (True, {"meets_our_management": 4.0, "compensates_loss": 5.0}, "Passed: their top management meets ours"),
        (False, {"meets_our_management": 2.0}, "Failed: their top management would not meet ours."),
        (False, {"compensates_loss": 1.0, "meets_our_management": 5.0}, "Failed: they would not compensate"),
        (None, {"meets_our_management": 5.0}, "Unknown: the marks given do not decide it"),
        (None, {}, "Unknown: neither question is judged."),
        (True, {"mutual_dependence": 4.0}, "Passed by the overall mark"),
    ],
)
def test_the_verdict_says_which_of_the_two_questions_decides(
    passed: bool | None, marks: dict[str, float], expected: str
) -> None:
    accounts = pl.DataFrame({"account": [0], "mutual_dependence_passed": [passed]})
    found = mutual_dependence(dataset(accounts=[{"account": "a"}]), accounts, 0, (0,), _marks(**marks), TODAY)
    assert str(verdict(found)).startswith(expected)


def test_only_meetings_in_person_with_an_executive_in_the_last_twelve_months_are_executive_visits() -> None:
    data = dataset(
        accounts=[{"account": "a"}],
        tables={
            "contacts": [
                {"account": "a", "name": "Chen", "role": "executive"},
                {"account": "a", "name": "Wu", "role": "user"},
            ],
            "touches": [
                {"account": "a", "date": on, "kind": kind, "contact": who, "channel": channel}
                for on, kind, who, channel in (
                    ("2026-09-30", "visit", "Chen", "in person"),
                    ("2025-10-01", "visit", "Chen", None),
                    ("2025-09-30", "visit", "Chen", "in person"),
                    ("2026-05-01", "call", "Chen", "phone"),
                    ("2026-05-02", "visit", "Chen", "online"),
                    ("2026-05-03", "visit", "Wu", "in person"),
                    ("2026-10-01", "visit", "Chen", "in person"),
                )
            ],
        },
    )
    visits = executive_visits(data, (0,), TODAY)
    assert visits is not None
    assert [visit.on.isoformat() for visit in visits] == ["2026-09-30", "2025-10-01"]


def test_without_a_known_executive_the_visits_are_unknown_and_not_none_made() -> None:
    data = dataset(
        accounts=[{"account": "a"}],
        tables={
            "contacts": [{"account": "a", "name": "Wu", "role": "user"}],
            "touches": [{"account": "a", "date": "2026-05-03", "kind": "visit", "contact": "Wu"}],
        },
    )
    assert executive_visits(data, (0,), TODAY) is None


def test_the_switching_cost_index_weighs_20_35_45_and_its_points_add_up_to_it() -> None:
    now = _marks(service_experience=5, product_strength=4, strategic_cultural_match=2)
    found = stickiness(now, {}, TODAY, YEAR_AGO)
    # 0.2 × 5 + 0.35 × 4 + 0.45 × 2 = 3.3; points 20 + 28 + 18 = 66 of 100.
    assert found.index == pytest.approx(3.3)
    assert [found.points_of(layer) for layer in found.layers] == pytest.approx([20, 28, 18])
    assert found.points == pytest.approx(66)


def test_a_missing_layer_leaves_no_index_and_is_named() -> None:
    found = stickiness(_marks(service_experience=5, product_strength=4), {}, TODAY, YEAR_AGO)
    assert found.index is None
    assert found.missing == ("strategic_cultural_match",)


def test_the_trend_compares_the_marks_up_to_today_with_those_up_to_a_year_ago_and_says_both_days() -> None:
    data = _judged(
        ("service_experience", 2, "2025-09-30", "ships late"), ("service_experience", 4, "2026-03-01", "own hotline"),
        ("product_strength", 3, "2025-01-01", "our interface"), ("strategic_cultural_match", 3, "2024-06-01", "board"),
        ("product_strength", 5, "2026-10-01", "not yet"),
    )  # fmt: skip
    now, before = (marks_of(data, (0,), day(on.isoformat())) for on in (TODAY, YEAR_AGO))
    found = stickiness(now, before, TODAY, YEAR_AGO)
    # Now 0.8 + 1.05 + 1.35 = 3.2; before 0.4 + 1.05 + 1.35 = 2.8.
    assert str(trend(found, "account:a")) == "From 2.8 on 2025-09-30 to 3.2 on 2026-09-30 (+0.4)."
    assert [point.text for point in found.control_points] == ["own hotline", "our interface", "board"]


def test_two_marks_of_one_day_count_by_their_mean_and_both_assessors_evidence_stays() -> None:
    data = _judged(
        ("trust", 2, "2026-01-01", "late"), ("trust", 5, "2026-01-01", "open"), ("trust", 1, "2025-01-01", "")
    )
    mark = marks_of(data, (0,), day("2026-09-30"))["trust"]
    assert mark.score == 3.5
    assert mark.evidence == ("late", "open")


def test_the_relationship_index_is_the_mean_of_at_least_two_parts_and_surveys_stand_in_for_satisfaction() -> None:
    assert relationship(_marks(trust=4), None).index is None
    by_survey = relationship(_marks(trust=4), 3.0)
    assert by_survey.index == 3.5
    assert by_survey.from_surveys
    assert by_survey.missing == ("recognition", "loyalty")
    judged = relationship(_marks(trust=4, relationship_satisfaction=5, loyalty=3), 1.0)
    assert judged.index == 4.0
    assert not judged.from_surveys


def test_opportunism_counts_reversed_and_a_market_force_as_it_is_marked() -> None:
    company = profile(_marks(opportunism=5, vision=4), "enterprise")
    assert company.mean == 2.5
    assert (company.strongest, company.weakest) == ("vision", "opportunism")
    market = profile(_marks(rivalry=2, market_growth=5), "environment")
    assert market.mean == 3.5
    assert market.weakest == "rivalry"
    assert len(market.missing) == 4
