"""Value types by hand cases of the rule (domain: judged criteria), and who is over-served."""

from __future__ import annotations

import polars as pl
import pytest

from kam_core.insight.account_summary.contact_interval import contact_interval, interval_factor
from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.churn_risk.signals import RiskSources, with_signals
from kam_core.insight.value_type.sentence import reason, selling_mode, service, still_open
from kam_core.insight.value_type.types import account_value_type, value_types

COLUMNS = {
    "account": pl.Int64, "openness_to_joint_work": pl.Float64, "mutual_dependence_passed": pl.Boolean,
    "appetite_for_advice": pl.Float64, "price_sensitivity": pl.Float64, "cost_to_serve": pl.Int64, "margin": pl.Int64,
}  # fmt: skip


def _accounts(*rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(
        [(place, *row, *(0, 0)[: 6 - len(row)]) for place, row in enumerate(rows)], schema=COLUMNS, orient="row"
    )


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((4, True, 5, 5), "strategic"),
        ((5, False, 4, 1), "extrinsic"),
        ((5, None, 4, 1), "extrinsic"),
        ((3.9, True, 4, 1), "extrinsic"),
        ((3, True, 3.9, 5), "undecided"),
        ((3, True, 2, 4), "intrinsic"),
        ((3, True, 2, 3.9), "undecided"),
        ((3, True, 2.5, 5), "undecided"),
        ((1, False, None, 5), "undecided"),
        ((None, None, None, None), "undecided"),
    ],
)
def test_an_account_is_strategic_before_extrinsic_before_intrinsic_at_the_limits_4_and_2(
    marks: tuple[object, ...], expected: str
) -> None:
    assert value_types(_accounts(marks))["value_type"].to_list() == [expected]


def test_each_value_type_has_its_selling_mode_and_an_undecided_one_has_none() -> None:
    frame = _accounts((5, True, 1, 1), (1, True, 5, 1), (1, True, 1, 5), (1, True, 3, 3))
    assert value_types(frame)["selling_mode"].to_list() == ["partnership", "consultative", "transactional", None]
    assert str(selling_mode(account_value_type(frame, 2).value_type)) == "Transactional: make buying cheap and easy"


def test_what_is_missing_is_only_what_could_still_change_the_value_type() -> None:
    frame = _accounts((None, None, 5, None), (2, None, None, 5), (2, None, None, None), (5, True, None, None))
    assert still_open(account_value_type(frame, 0)) == ("Openness to joint work", "Mutual dependence")
    assert still_open(account_value_type(frame, 1)) == ("Appetite for advice",)
    assert still_open(account_value_type(frame, 2)) == ("Appetite for advice", "Price sensitivity")
    assert still_open(account_value_type(frame, 3)) == ()
    assert [one.value for one in account_value_type(frame, 1).possible] == ["extrinsic", "intrinsic", "undecided"]


def test_an_account_without_any_column_of_marks_is_undecided_and_all_four_answers_are_missing() -> None:
    found = account_value_type(pl.DataFrame({"account": [1]}), 0)
    assert found.value_type.value == "undecided"
    assert len(still_open(found)) == 4
    assert str(reason(found)) == "The marks that decide it are not all given."


def test_an_intrinsic_buyer_above_the_median_of_cost_to_margin_is_over_served_with_both_numbers() -> None:
    buyer, other = (1, True, 1, 5), (1, True, 5, 1)
    frame = _accounts(
        (*buyer, 30, 100), (*buyer, 10, 100), (*other, 90, 100), (*other, 20, 100), (*other, 5, 100),
        (*buyer, 50, -10), (*other, 0, 100),
    )  # fmt: skip
    # Ratios of those with both: 30, 10, 90, 20 and 5 per cent; the median is 20.
    assert value_types(frame)["over_served"].to_list() == [True, False, False, False, False, None, False]
    assert str(service(account_value_type(frame, 0), "account:0")) == (
        "Over-served: cost to serve is 30.0% of margin, above the median of 20.0% of 5 accounts with both."
    )
    assert service(account_value_type(frame, 2), "account:2") is None


def test_an_intrinsic_buyer_is_promised_a_contact_half_as_often_and_nobody_else() -> None:
    frame = _accounts((1, True, 1, 5), (1, True, 5, 5), (None, None, None, None))
    assert [interval_factor(frame, row) for row in range(3)] == [2, 1, 1]
    assert contact_interval("S", "mature", factor=2) == 28
    sources = RiskSources(today=0, tables={})
    accounts = frame.with_columns(
        pl.lit("S").alias("tier"), pl.lit("a").alias("account_id"), pl.lit(None, pl.Int64).alias("contract_end"),
        pl.lit(None, pl.Int64).alias("credit_days_overdue"),
    )  # fmt: skip
    assert with_signals(accounts, sources, RiskPolicy())["promised_days"].to_list() == [28, 14, 14]
