"""Value types, over-served accounts, switching cost and executive visits of the demo, by pandas from its files.

Where the files have no marks of a criterion, all accounts are undecided or without an index on both sides.
"""

from functools import cache
from typing import Any

import pandas as pd
import pytest

from kam_core.insight.mutual_dependence.verdict import executive_visits
from kam_core.insight.stickiness.layers import switching_cost
from kam_core.insight.value_type.types import value_types
from kam_core.measures.judgement.marks import marks_of
from tests.stories.demo_measures import AS_OF, YEAR_BEFORE, measured, table
from tests.stories.test_demo_figures import subject

JUDGED = (
    "openness_to_joint_work", "appetite_for_advice", "price_sensitivity", "meets_our_management", "compensates_loss",
    "mutual_dependence", "service_experience", "product_strength", "strategic_cultural_match",
)  # fmt: skip
LAYERS = {"service_experience": 20, "product_strength": 35, "strategic_cultural_match": 45}


@cache
def latest(day: str) -> Any:
    """The mean mark of the latest day of each account and criterion, up to a day."""
    rows = table("assessments")[table("assessments")["assessed_on"].le(day)]
    last = rows.groupby(["account", "criterion"])["assessed_on"].transform("max")
    marks = rows[rows["assessed_on"].eq(last)].groupby(["account", "criterion"])["score"].mean().unstack()
    return marks.reindex(index=sorted(table("accounts")["account"]), columns=JUDGED)


def dependent(one: Any) -> bool:
    """Whether mutual dependence is passed."""
    asked = one[["meets_our_management", "compensates_loss"]]
    return bool(asked.ge(4).all()) if asked.notna().any() else bool(one["mutual_dependence"] >= 4)


def type_of(one: Any) -> str:
    if one["openness_to_joint_work"] >= 4 and dependent(one):
        return "strategic"
    if one["appetite_for_advice"] >= 4:
        return "extrinsic"
    return "intrinsic" if one["price_sensitivity"] >= 4 and one["appetite_for_advice"] <= 2 else "undecided"


def test_value_types_and_over_served_accounts_follow_from_the_files() -> None:
    accounts = subject().now.accounts
    found = accounts.select("account", "account_id").join(value_types(accounts), on="account")
    expected = latest(f"{AS_OF:%Y-%m-%d}").apply(type_of, axis=1)
    assert dict(found.select("account_id", "value_type").iter_rows()) == expected.to_dict()
    costs = table("account_costs")
    days = pd.to_datetime(costs["date"])
    costs = costs[days.gt(YEAR_BEFORE) & days.le(AS_OF) & ~costs["kind"].isin(["discount", "win"])]
    cost, margin = costs.groupby("account")["amount"].sum(), measured(AS_OF)["margin"]
    ratio = (cost.where(cost.gt(0)) / margin.where(margin.gt(0))).dropna()
    dear = ratio.index[ratio.gt(ratio.median())]
    over = {one for one, kind in expected.items() if kind == "intrinsic" and one in dear}
    assert {one for one, served in found.select("account_id", "over_served").iter_rows() if served} == over
    assert len(ratio) == found["cost_to_margin"].count()


@pytest.mark.parametrize("day", [AS_OF, YEAR_BEFORE])
def test_the_switching_cost_index_of_every_account_follows_from_the_marks_up_to_the_day(day: pd.Timestamp) -> None:
    data = subject().dataset
    marks = latest(f"{day:%Y-%m-%d}")[[*LAYERS]]
    expected = (marks * list(LAYERS.values())).sum(axis=1, skipna=False) / 100
    number = (day - pd.Timestamp("1970-01-01")).days
    codes = dict(data.accounts.select("account_id", "account").iter_rows())
    found = {one: switching_cost(marks_of(data, (codes[one],), number)) for one in expected.index}
    assert pd.Series(found, dtype=float).to_dict() == pytest.approx(expected.to_dict(), nan_ok=True)


def test_visits_of_their_executives_are_the_touches_in_person_with_a_contact_of_that_role() -> None:
    data = subject().dataset
    touches, contacts = table("touches"), table("contacts")
    executives = contacts[contacts["role"].eq("executive")][["account", "name"]].drop_duplicates()
    met = touches.merge(executives, left_on=["account", "contact"], right_on=["account", "name"])
    days = pd.to_datetime(met["date"])
    count = met[met["channel"].eq("in person") & days.gt(YEAR_BEFORE) & days.le(AS_OF)].groupby("account").size()
    assert len(count) > 10, "the demo has visits of executives"
    for account_id, code in data.accounts.select("account_id", "account").iter_rows():
        visits = executive_visits(data, (code,), AS_OF.date())
        known = account_id in set(executives["account"])
        assert (None if visits is None else len(visits)) == (int(count.get(account_id, 0)) if known else None)
