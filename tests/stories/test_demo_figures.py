"""Figures of the demo, computed again from its CSV files with pandas alone.

Only the tiers are taken from the product: what puts an account in S or A is a matter of its model.
"""

import datetime
import math
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kam_core.insight.account_summary.due_items import due_items
from kam_core.insight.account_summary.key_figures import key_figures
from kam_core.insight.account_summary.monthly_comparison import monthly_comparison
from kam_core.insight.account_summary.revenue_cause import revenue_cause
from kam_core.insight.attention.account_attention import AttentionList, find_attention
from kam_core.insight.attention.groups import group_of, total_stake
from kam_core.insight.attention.signals import AttentionSources
from kam_core.insight.next_actions import next_steps
from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import View
from kam_core.services.insights.concentration import concentration_insight
from kam_core.services.insights.insight import Subject, plain_value
from kam_core.services.insights.lifecycle import lifecycle_insight
from kam_core.services.insights.results import results_of
from kam_core.vocabulary.calendar import day_number
from tests.datasets import money
from tests.stories.demo_judgements import contact_factor
from tests.stories.demo_measures import AS_OF, DEMO, YEAR_BEFORE, days_of, lines, measured, table, year_to

CUSTOMER = "A190"


@cache
def subject() -> Subject:
    uploads = [Upload(path.name, path.read_bytes()) for path in sorted(DEMO.glob("*.csv"))]
    data = load(uploads, Choices(name="demo", currency="CNY")).dataset
    return Subject.of(data, View(datetime.date(2026, 9, 30)))


def test_margin_rates_last_three_months_and_largest_customers() -> None:
    found = results_of(subject())
    now, before = year_to(AS_OF), year_to(YEAR_BEFORE)
    assert found.margin == money(now["margin"].sum())
    assert found.margin_rate == pytest.approx(now["margin"].sum() / now["amount"].sum())
    assert found.margin_rate_prior == pytest.approx(before["margin"].sum() / before["amount"].sum())
    assert found.change == pytest.approx(now["amount"].sum() / before["amount"].sum() - 1)
    months = lines().groupby("month")["amount"].sum()
    last = found.last_three
    assert last is not None
    assert last.before is not None
    assert last.year_before is not None
    assert [part.amount for part in (last.now, last.before, last.year_before)] == [
        money(months["2026-07":"2026-09"].sum()), money(months["2026-04":"2026-06"].sum()),
        money(months["2025-07":"2025-09"].sum()),
    ]  # fmt: skip
    largest = measured(AS_OF)["revenue"].sort_values(ascending=False)
    shares = [largest.head(count).sum() / largest.sum() for count in (1, 5, 10)]
    assert [found.largest.top1, found.largest.top5, found.largest.top10] == pytest.approx(shares)
    assert found.active == int(largest.gt(0).sum())


def test_concentration_by_the_differences_of_all_pairs() -> None:
    figures = {name: plain_value(value) for name, value in concentration_insight(subject()).figures.items()}
    revenue = measured(AS_OF)["revenue"]
    falling = revenue[revenue > 0].sort_values(ascending=False).to_numpy()
    shares = falling / falling.sum()
    assert figures["total"] == pytest.approx(revenue.sum())
    assert figures["accounts"] == len(falling)
    assert figures["top20_share"] == pytest.approx(shares[: math.ceil(len(falling) / 5)].sum())
    assert figures["n80"] == int((shares.cumsum() < 0.8).sum()) + 1
    assert figures["hhi"] == pytest.approx(((100 * shares) ** 2).sum())
    pairs = np.abs(falling[:, None] - falling[None, :]).mean()
    assert figures["gini"] == pytest.approx(pairs / (2 * falling.mean()))


def test_the_stage_of_every_account_now_and_a_year_ago() -> None:
    found = lifecycle_insight(subject())
    now, then = measured(AS_OF), measured(YEAR_BEFORE)
    assert {row["account"]: row["stage"] for row in found.rows} == now["stage"].to_dict()
    assert {row["account"]: row["stage_then"] for row in found.rows} == then["stage"].to_dict()
    assert found.figures["new"] == int(now["first"].gt(YEAR_BEFORE).sum())


@cache
def attention() -> AttentionList:
    made = subject()
    tables = made.dataset.tables
    sources = AttentionSources(made.view, day_number(made.view.as_of), tables, next_steps(tables.get("plan")))
    return find_attention(made.accounts, sources)


def by_key(name: str) -> Any:
    """A column of the product's frame by account: its tiers."""
    accounts = subject().accounts
    return pd.Series(accounts[name].cast(str).to_list() if "tier" in name else accounts[name].to_list(),
                     index=accounts["account_id"].to_list())  # fmt: skip


@cache
def facts() -> Any:
    """What a reason rests on, by account."""
    frame, accounts = measured(AS_OF).copy(), table("accounts").set_index("account")
    plan = table("plan").assign(due=days_of("plan", "due"))
    feedback = table("feedback").assign(date=days_of("feedback", "date"), closed_on=days_of("feedback", "closed_on"))
    tier = by_key("tier").reindex(frame.index)
    frame["late"], frame["owner"] = accounts["credit_days_overdue"], accounts["owner"]
    frame["was_or_is_key"] = (by_key("is_key") | by_key("was_key")).reindex(frame.index)
    frame["is_key"] = by_key("is_key").reindex(frame.index)
    places = {"S": 0, "A": 1, "B": 2, "C": 3}
    frame["lower"] = tier.map(places).fillna(4) > by_key("was_tier").reindex(frame.index).map(places)
    last = pd.to_datetime(table("touches").groupby("account")["date"].max()).reindex(frame.index)
    factor = contact_factor().reindex(frame.index).fillna(1)
    promised = pd.to_timedelta(tier.map({"S": 14, "A": 30}) * factor, unit="D")
    served = promised.notna() & ~frame["stage"].isin(["prospect", "ended"])
    frame["contact_due"] = (last + promised).where(last.notna(), frame["first"]).where(served)
    still_open = plan[plan["status"].ne("done")]
    frame["step_due"] = still_open.groupby("account")["due"].min()
    complaints = feedback[feedback["kind"].eq("complaint") & feedback["status"].ne("closed")]
    frame["complaints"] = complaints.groupby("account").size()
    surveys = feedback[feedback["kind"].eq("survey") & feedback["date"].gt(YEAR_BEFORE)]
    frame["satisfaction"] = surveys.groupby("account")["satisfaction"].mean()
    frame["large"] = frame["stake"] >= frame["revenue"].nlargest(math.ceil(frame["revenue"].gt(0).sum() / 5)).min()
    return frame


def reasons() -> dict[str, Any]:
    """Reason → the accounts for which it found_reasons, whether or not it lists them."""
    one = facts()
    single, ended, cooling = one["total_purchases"].eq(1), one["stage"].eq("ended"), one["stage"].eq("cooling")
    renewed = table("contracts")["renewal"].isin(["in progress", "signed"])
    runs = days_of("contracts", "end").ge(AS_OF)
    ends_in = (one["contract_end"] - AS_OF).dt.days.mask(one.index.isin(table("contracts")[renewed & runs]["account"]))
    return {
        "one order only": single & (cooling | ended) & one["stake"].gt(0),
        "cooling": cooling & one["silent"].gt(one["limit"]) & ~single,
        "ended": ended & ~single & one["stake"].gt(0),
        "revenue fall": one["growth"].le(-0.2) & ~ended & ~single,
        "late payment": one["late"].gt(30),
        "open complaint": one["complaints"].ge(1),
        "loss": one["revenue"].gt(0) & one["margin"].lt(0),
        "overdue action": one["step_due"].lt(AS_OF),
        "overdue contact": one["contact_due"].lt(AS_OF),
        "contract end": ends_in.between(0, 90),
        "low satisfaction": one["satisfaction"].le(2),
        "high discount": one["revenue"].lt(0.8 * one["list"]) & one["revenue"].gt(0),
        "no owner": one["is_key"] & one["owner"].isna(),
        "lower tier": one["lower"],
    }


def test_who_needs_attention_and_why() -> None:
    one, found_reasons = facts(), reasons()
    large = ("late payment", "open complaint", "loss", "low satisfaction", "high discount")
    listing = [
        applies & (True if kind == "overdue action" else one["was_or_is_key"] | (one["large"] & (kind in large)))
        for kind, applies in found_reasons.items()
    ]
    expected = {
        account: [kind for kind, applies in found_reasons.items() if applies[account]]
        for account in one.index[np.any(listing, axis=0)]
    }
    found = attention()
    assert {
        entry.account_id: [reason.kind for reason in entry.reasons] for entry in (*found.entries, *found.review)
    } == (expected)
    assert {entry.account_id for entry in found.review} == {
        a for a, kinds in expected.items() if kinds == ["lower tier"]
    }


def due_day(account: str) -> pd.Timestamp | None:
    one, found_reasons = facts().loc[account], reasons()
    ends = one["contract_end"] if found_reasons["contract end"][account] else pd.NaT
    days = [day for day in (one["step_due"], one["contact_due"], ends) if not pd.isna(day)]
    if not days and found_reasons["late payment"][account]:
        days = [AS_OF - pd.Timedelta(days=int(one["late"]))]
    return min(days, default=None)


def test_the_money_at_stake_and_the_due_day_of_each_and_of_all() -> None:
    entries, stakes = attention().entries, facts()["stake"]
    assert {one.account_id: one.stake for one in entries} == {
        one.account_id: money(stakes[one.account_id]) for one in entries
    }
    assert total_stake(entries) == money(stakes[[one.account_id for one in entries]].sum())
    for one in entries:
        day = due_day(one.account_id)
        assert one.due == (None if day is None else day.date()), one.account_id
        assert group_of(one) == _group(day), one.account_id


def _group(day: pd.Timestamp | None) -> str:
    if day is None:
        return "undated"
    return "overdue" if day < AS_OF else "soon" if day <= AS_OF + pd.Timedelta(days=30) else "later"


def test_the_summary_of_one_account() -> None:
    made, own = subject(), lines()[lines()["account"].eq(CUSTOMER)]
    accounts, place = made.now.accounts, made.now.accounts["account_id"].to_list().index(CUSTOMER)
    codes = (int(accounts["account"][place]),)
    figures = key_figures(made.dataset, made.now, place, codes, made.view.as_of)
    expected = measured(AS_OF).loc[CUSTOMER]
    assert (figures.revenue, figures.revenue_prior) == (money(expected["revenue"]), money(expected["prior"]))
    assert figures.growth == pytest.approx(expected["growth"])
    assert figures.margin_rate == pytest.approx(expected["margin"] / expected["revenue"])
    listed = table("accounts").set_index("account").loc[CUSTOMER]
    assert (figures.days_overdue, figures.open_balance) == (
        listed["credit_days_overdue"],
        money(listed["open_balance"]),
    )
    assert figures.satisfaction == pytest.approx(facts().loc[CUSTOMER, "satisfaction"])
    months = own.groupby("month")["amount"].sum()
    year = pd.period_range("2025-10", "2026-09", freq="M")
    below = sum(months.get(month, 0) < months.get(month - 12, 0) for month in year)
    assert monthly_comparison(made.dataset, made.view, codes).below == below
    before, now = (
        year_to(day)[year_to(day)["account"].eq(CUSTOMER)].groupby("product_family")["amount"].sum()
        for day in (YEAR_BEFORE, AS_OF)
    )
    falls = now.sub(before, fill_value=0).sort_values()
    cause = revenue_cause(made.dataset, made.view, codes)
    assert cause is not None
    assert (cause.family, cause.share) == (falls.index[0], pytest.approx(falls.iloc[0] / falls.sum()))
    late = [
        item.on for item in due_items(made.dataset, made.now, place, codes, made.view.as_of) if item.kind == "contact"
    ]
    assert late == [facts().loc[CUSTOMER, "contact_due"].date()]
