"""Churn risk by hand calculation: 1 − p · Π (1 − weight), each warning at its threshold, and its sentence."""

from typing import Any

import polars as pl
import pytest

from kam_core.insight.churn_risk.policy import RiskPolicy, plain_policy, read_policy
from kam_core.insight.churn_risk.retention_rates import RetentionRates, retention_rates
from kam_core.insight.churn_risk.risk import churn_risk
from kam_core.insight.churn_risk.signals import RiskSources
from kam_core.vocabulary.contact_days import ContactCadence, read_cadence
from kam_core.vocabulary.message import UserError
from tests.insight.churn_risk.risk_accounts import CERTAIN, TODAY, accounts, risk_of

SURVEY = {"date": "2024-10-01", "kind": "survey", "satisfaction": 2.0}
COMPLAINT = {"date": "2024-12-01", "kind": "complaint", "severity": 2.0, "topic": "late delivery", "status": "open"}
TOUCH = {"date": "2024-12-01"}
CONTRACT = {"number": "1", "end": "2025-03-31", "renewal": "none"}
DEAL = {"stage": "prove", "status": "open", "competitor": "Optalis"}


@pytest.mark.parametrize(
    ("change", "tables", "risk", "reason"),
    [
        ({}, {"feedback": [SURVEY]}, 0.2, "satisfaction 2 of 5 on 2024-10-01"),
        ({}, {"feedback": [COMPLAINT]}, 0.2, "late delivery, open for 30 days"),
        ({"growth": -0.30, "revenue": 700_000, "revenue_prior": 1_000_000}, {}, 0.2,
         "revenue -30.0%, from 100.00 to 70.00"),
        ({}, {"contracts": [CONTRACT]}, 0.2, "contract ends 2025-03-31, no renewal in progress"),
        ({}, {"touches": [{"date": "2024-11-30"}]}, 0.1, "no contact for 31 days (promised: 30)"),
        ({"credit_days_overdue": 31.0}, {}, 0.1, "payment 31 days late"),
        ({}, {"opportunities": [DEAL]}, 0.1, "competitor Optalis in an open deal"),
        ({}, {"opportunities": [DEAL | {"competitor": None, "tender_date": "2025-02-01"}]}, 0.1,
         "tender due 2025-02-01"),
    ],
)  # fmt: skip
def test_each_warning_adds_its_weight_and_says_why(
    change: dict[str, Any], tables: dict[str, Any], risk: float, reason: str
) -> None:
    found = risk_of(change, tables)
    assert found.frame["risk"].to_list() == pytest.approx([risk])
    assert found.frame["loss"].to_list() == [round(risk * 1_000_000)]
    assert found.frame["health"].to_list() == pytest.approx([100 - 100 * risk])
    assert [str(one.text) for one in found.reasons(0)] == [reason]


@pytest.mark.parametrize(
    ("change", "tables"),
    [
        ({}, {"feedback": [SURVEY, SURVEY | {"date": "2024-11-01", "satisfaction": 4.0}]}),
        ({}, {"feedback": [COMPLAINT | {"severity": 1.0}]}),
        ({}, {"feedback": [COMPLAINT | {"status": "closed"}]}),
        ({"growth": -0.29}, {}),
        ({}, {"contracts": [CONTRACT | {"renewal": "in progress"}]}),
        ({}, {"contracts": [CONTRACT | {"end": "2025-04-01"}]}),
        ({}, {"touches": [TOUCH]}),
        ({"credit_days_overdue": 30.0}, {}),
        ({"credit_days_overdue": None}, {}),
        ({}, {"opportunities": [DEAL | {"status": "lost"}]}),
    ],
)
def test_below_its_threshold_or_unknown_a_warning_does_not_count(
    change: dict[str, Any], tables: dict[str, Any]
) -> None:
    found = risk_of(change, tables)
    assert found.frame["risk"].to_list() == [0.0]
    assert found.reasons(0) == ()


def test_warnings_multiply_and_the_chance_to_stay_comes_first() -> None:
    # 1 − 0.9 · 0.8 · 0.8 · 0.9 = 0.4816
    found = risk_of(
        {"growth": -0.5}, {"feedback": [SURVEY], "touches": [{"date": "2024-10-01"}]}, RetentionRates(None, 0.9)
    )
    assert found.frame["risk"].to_list() == pytest.approx([0.4816])
    assert [one.warning for one in found.reasons(0)] == ["low satisfaction", "revenue fall", "overdue contact"]


def test_where_a_model_is_fitted_a_fall_of_revenue_does_not_count_again() -> None:
    fitted = pl.DataFrame({"account": [0], "p_alive": [0.75]})
    found = risk_of({"growth": -0.5}, {"feedback": [SURVEY]}, fitted=fitted)
    assert found.frame["risk"].to_list() == pytest.approx([1 - 0.75 * 0.8])
    assert [one.warning for one in found.reasons(0)] == ["low satisfaction"]
    assert found.source == "model"


@pytest.mark.parametrize("stage", ["ended", "prospect"])
def test_health_of_an_ended_account_is_frozen_and_it_costs_nothing_more(stage: str) -> None:
    found = risk_of({"stage": stage}, {"feedback": [SURVEY]})
    assert found.frame.select("p", "risk", "loss", "health").row(0) == (None, None, None, None)
    assert found.living.is_empty()


def test_silence_for_twice_the_rhythm_is_the_first_reason() -> None:
    found = risk_of({"recency_days": 107, "gap_days": 10.4}, {"feedback": [SURVEY]})
    assert [str(one.text) for one in found.reasons(0)] == [
        "no order for 107 days (usual: 10)", "satisfaction 2 of 5 on 2024-10-01",
    ]  # fmt: skip


def test_what_is_known_only_as_it_stands_now_is_unknown_in_the_past() -> None:
    found = risk_of(
        {"credit_days_overdue": 90.0, "contract_end": None},
        {"opportunities": [DEAL], "contracts": [CONTRACT], "feedback": [SURVEY]},
        is_past=True,
    )
    assert [one.warning for one in found.reasons(0)] == ["low satisfaction"]


def test_the_chance_to_stay_is_that_of_accounts_as_silent_a_year_earlier() -> None:
    """28 in rhythm, of which 27 bought again, and 4 silent ones, of which one did: 28/30 and 2/6."""
    then = accounts(*[{}] * 28, *[{"recency_days": 90}] * 4, {"stage": "ended"})
    now = accounts(*[{"recency_days": 9}] * 27, {"recency_days": 370}, {"recency_days": 364},
                   *[{"recency_days": 365}] * 3, {"recency_days": 9})  # fmt: skip
    rates = retention_rates(now, then, RiskPolicy())
    assert rates.frame is not None
    by = {row["silence"]: row["p"] for row in rates.frame.iter_rows(named=True)}
    assert by == pytest.approx({"regular": 28 / 30, "silent": 2 / 6, "late": 1 / 2, "few": 1 / 2})


def test_with_too_few_accounts_a_year_earlier_the_base_rate_holds() -> None:
    """Of four that bought in the window before, three buy in this one."""
    now = accounts({}, {}, {}, {"purchases": 0}, {"purchases_prior": 0})
    rates = retention_rates(now, now, RiskPolicy())
    assert (rates.frame, rates.base) == (None, 0.75)
    assert risk_of({}, rates=rates).frame["risk"].to_list() == [0.25]


def test_weights_are_read_strictly_and_come_back_as_they_were_saved() -> None:
    policy = read_policy({"weights": {"low satisfaction": 0.3}, "may_leave": 0.4})
    assert (policy.weight("low satisfaction"), policy.weight("late payment"), policy.may_leave) == (0.3, 0.1, 0.4)
    assert read_policy(plain_policy(policy)) == policy
    for wrong in ({"weights": {"low satisfaction": 1.2}}, {"weights": {"weather": 0.1}}, {"luck": 1}, {"may_leave": 0}):
        with pytest.raises(UserError):
            read_policy(wrong)


def test_a_contact_cadence_of_half_a_day_or_of_an_unknown_tier_is_refused() -> None:
    assert ContactCadence().contact["B"] == 60
    for wrong in ({"contact": {"S": 0.5}, "executive": {}}, {"contact": {"D": 7}, "executive": {}}, {"contact": {}}):
        with pytest.raises(UserError):
            read_cadence(wrong)


def test_the_promise_of_the_published_tier_counts_before_that_of_today() -> None:
    """31 days without a contact: too long for A (30), not for C (90)."""
    tables = {"touches": pl.DataFrame({"account": [0], "date": [TODAY - 31]})}
    published = pl.DataFrame({"account_id": ["0"], "tier": ["A"]})
    for given, risk in ((None, 0.0), (published, 0.1)):
        found = churn_risk(accounts({"tier": "C"}), RiskSources(TODAY, tables, given), CERTAIN)
        assert found.frame["risk"].to_list() == pytest.approx([risk])


def test_it_is_too_early_to_tell_only_where_no_chance_to_stay_and_no_warning_is_known() -> None:
    unknown = RetentionRates(None, None)
    assert risk_of({}, rates=unknown).too_early
    assert not risk_of({}, {"feedback": [SURVEY]}, unknown).too_early
    assert not risk_of({}).too_early
