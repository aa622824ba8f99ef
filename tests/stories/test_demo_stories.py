"""The stories that data/README.md promises, recomputed from the CSV files of the demo with pandas alone."""

import re
from functools import cache
from typing import Any

import pandas as pd
import pytest

from tests.source_files import ROOT
from tests.stories.demo_measures import AS_OF, YEAR_BEFORE, days_of, lines, measured, table, year_to
from tests.stories.test_demo_figures import attention

KEY_ACCOUNTS_THAT_LEFT = ("A108", "A124", "A150")
PROMISED = (ROOT / "data" / "README.md").read_text()
CHINESE = re.compile("[\u4e00-\u9fff]")
WRITTEN = {
    "needs": ("need",), "plan": ("action", "goal", "our_benefit", "their_benefit", "result"), "invest": ("reason",),
    "touches": ("next_step", "situation", "problem", "implication", "need_payoff"),
    "feedback": ("topic", "text"), "assessments": ("evidence",), "contacts": ("title", "department", "personal_win"),
    "contracts": ("kind",), "defections": ("note",), "checks": ("evidence",),
}  # fmt: skip
"""Table → columns that people wrote in the language of the account."""


@cache
def payments() -> Any:
    rows = table("payments").assign(date=days_of("payments", "date"), due=days_of("payments", "due"))
    return rows.assign(late=(rows["date"] - rows["due"]).dt.days)


@cache
def contracts() -> Any:
    return table("contracts").assign(start=days_of("contracts", "start"), end=days_of("contracts", "end"))


@cache
def accounts() -> Any:
    rows = table("accounts").set_index("account")
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("contract_start", "contract_end")})


def test_each_character_ends_in_the_stage_and_with_the_alerts_that_the_list_promises() -> None:
    rows = re.findall(r"^\| (A\d{3}) \| (\w+) \| (\w+) \| ([^|]+) \|", PROMISED, re.MULTILINE)
    assert len(rows) == 18
    alerts = {one.account_id: ", ".join(reason.kind for reason in one.reasons)
              for one in (*attention().entries, *attention().review)}  # fmt: skip
    stage, before = measured(AS_OF)["stage"], measured(YEAR_BEFORE)["stage"]
    assert rows == [(key, before[key], stage[key], alerts.get(key, "–")) for key, *_ in rows]


@pytest.mark.parametrize("account", KEY_ACCOUNTS_THAT_LEFT)
def test_a_key_account_that_left_had_paid_late_before_and_complained_or_had_no_new_contract(account: str) -> None:
    now, own = measured(AS_OF).loc[account], payments()[payments()["account"].eq(account)]
    revenue = measured(pd.Timestamp("2024-09-30"))["revenue"]
    assert revenue.rank(ascending=False)[account] <= revenue.gt(0).sum() / 3
    assert now["stage"] == "ended"
    assert own.sort_values("due")["late"].tail(4).ge(35).all()
    assert own.sort_values("due")["late"].iloc[:-4].le(3).all()
    voices = table("feedback").assign(date=days_of("feedback", "date"))
    voices = voices[voices["account"].eq(account) & voices["kind"].isin(["complaint", "incident"])]
    complained = voices["date"].between(now["last"] - pd.Timedelta(days=180), now["last"]).any()
    ran_out = contracts()[contracts()["account"].eq(account) & contracts()["renewal"].eq("none")]["end"]
    assert complained or ran_out.between(now["last"], now["last"] + pd.Timedelta(days=90)).any()


def test_thirty_two_left_and_the_five_that_came_back_bring_what_the_bridge_says() -> None:
    now = measured(AS_OF)
    back = now["revenue"].gt(0) & now["prior"].eq(0) & now["first"].le(YEAR_BEFORE)
    assert (now["prior"].gt(0) & now["revenue"].le(0)).sum() == 32
    assert list(now.index[back]) == ["A005", "A071", "A184", "A244", "A340"]
    assert now.loc[back, "revenue"].sum() == pytest.approx(1_874_618.20)
    assert now.loc[back, "stage"].eq("mature").all()


def test_february_missed_its_target_most_and_the_year_ended_just_below() -> None:
    months = lines().groupby("month")["amount"].sum()
    targets = table("targets").groupby(days_of("targets", "month").dt.to_period("M"))["amount"].sum()
    year = (months / targets)["2025-10":"2026-09"]
    assert (str(year.idxmin()), round(year.min(), 2)) == ("2026-02", 0.77)
    assert round(months["2025-10":"2026-09"].sum() / targets["2025-10":"2026-09"].sum(), 2) == 0.99


def test_orders_less_payments_are_the_open_balance_of_the_account_list() -> None:
    ordered, paid = (rows.groupby("account")["amount"].sum() for rows in (lines(), payments()))
    left = ordered.sub(paid, fill_value=0)
    given = accounts()["open_balance"].dropna()
    assert len(given) == 336
    assert (left[given.index] - given).abs().max() < 0.005
    assert left.min() > -0.005
    assert payments()["date"].max() <= AS_OF


def test_a_payment_belongs_to_one_order_of_its_account_and_is_at_most_its_amount() -> None:
    orders = lines().groupby(["account", "order_id"]).agg(ordered=("amount", "sum"), day=("date", "min"))
    found = payments().join(orders, on=["account", "order_id"])
    assert not payments().duplicated(["account", "order_id"]).any()
    assert found["amount"].le(found["ordered"] + 0.005).all()
    assert found["date"].ge(found["day"]).all()


def test_those_late_by_the_account_list_pay_late_and_ever_later() -> None:
    overdue = payments()["account"].map(accounts()["credit_days_overdue"])
    late = payments()[overdue.gt(30)]
    last_year = late["date"].gt(YEAR_BEFORE)
    assert late.loc[last_year, "late"].median() > late.loc[~last_year, "late"].median() + 10
    assert payments()[overdue.eq(0)]["late"].median() <= 0
    assert late["account"].nunique() == accounts()["credit_days_overdue"].gt(30).sum() == 26


def test_contracts_are_those_of_the_account_list_and_those_before_were_renewed() -> None:
    last = contracts().sort_values("end").groupby("account").tail(1).set_index("account")
    given = accounts()["contract_end"].dropna()
    assert last["end"].sort_index().equals(given.sort_index().rename("end"))
    assert last["start"].sort_index().equals(accounts()["contract_start"].dropna().sort_index().rename("start"))
    former = contracts()[~contracts()["number"].isin(last["number"])].set_index("account")
    assert former["renewal"].eq("signed").all()
    assert (former["end"] + pd.Timedelta(days=1)).equals(accounts()["contract_start"][former.index].rename("end"))
    soon = last[last["end"].between(AS_OF, AS_OF + pd.Timedelta(days=90))]
    assert soon["renewal"].value_counts().to_dict() == {"none": 12, "in progress": 2, "signed": 1}
    assert soon.loc["A004", "renewal"] == "none"
    assert (contracts()["value"] > 0).all()


def test_reasons_are_known_of_two_thirds_of_those_who_left_and_fit_the_last_complaint() -> None:
    left, now = table("defections").set_index("account"), measured(AS_OF)
    assert now.loc[left.index, "stage"].eq("ended").all()
    assert (len(left), now["stage"].eq("ended").sum()) == (23, 33)
    assert (pd.to_datetime(left["date"]) > now.loc[left.index, "last"]).all()
    assert left["reason"].nunique() >= 4
    feedback = table("feedback")
    last = feedback[feedback["kind"].eq("complaint")].sort_values("date").groupby("account")["topic"].last()
    both = left.join(last, how="inner")
    assert len(both) >= 3
    fits = {"交货": "service", "服务": "service", "质量": "quality", "校准": "quality",
            "delivery": "service", "service": "service", "quality": "quality", "calibration": "quality"}  # fmt: skip
    blamed = both[both["topic"].isin(list(fits))]
    assert blamed["reason"].tolist() == blamed["topic"].map(fits).tolist()


def test_finance_differs_in_one_closed_month_by_a_cancelled_order() -> None:
    booked = table("control_totals").set_index(days_of("control_totals", "month").dt.to_period("M"))
    ours = lines().groupby("month")[["amount", "margin"]].sum()
    differs = (booked["revenue"] - ours["amount"]).round(2)
    assert differs[differs.ne(0)].to_dict() == {pd.Period("2025-12", "M"): 272_320.0}
    raw = table("transactions")
    cancelled = raw[raw["status"].eq("cancelled") & raw["date"].str.startswith("2025-12")]
    assert 272_320.0 in cancelled.groupby("order_id")["amount"].sum().to_list()
    assert booked["closed"].eq("no").to_list() == [*[False] * 35, True]


def test_deals_entered_before_the_need_was_known_are_won_most_and_tenders_least() -> None:
    deals = table("opportunities")
    closed = deals[deals["status"].ne("open")]
    rate = closed["status"].eq("won").groupby(closed["entry"]).mean().round(2)
    assert rate.to_dict() == {"before need": 0.75, "after approval": 0.59, "after tender": 0.33}
    assert set(deals[deals["loss_reason"].eq("late to the tender")]["entry"]) == {"after tender"}


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name, columns in WRITTEN.items() for column in columns]
)
def test_what_people_wrote_is_in_the_language_of_the_account(name: str, column: str) -> None:
    rows = table(name).dropna(subset=[column])
    at_home = ~rows["account"].map(accounts()["region"]).isin(["EMEA", "Americas", "APAC"])
    assert rows[column].str.contains(CHINESE).eq(at_home).all()


def test_a_year_of_orders_is_collected_but_for_what_is_still_open() -> None:
    paid = payments()[payments()["date"].gt(YEAR_BEFORE)]["amount"].sum()
    assert 0.95 <= paid / year_to(AS_OF)["amount"].sum() <= 1.05
