"""The stories of judging that data/README.md promises, recomputed from the CSV files of the demo with pandas alone.

Only the tiers are taken from the product: what puts an account in S or A is a matter of its model.
"""

import re
from functools import cache
from typing import Any

import pandas as pd
import polars as pl
import pytest

from tests.source_files import ROOT
from tests.stories.demo_judgements import assessments, marks, value_type
from tests.stories.demo_measures import AS_OF, YEAR_BEFORE, days_of, lines, table, year_to
from tests.stories.test_demo_figures import subject

PROMISED = " ".join((ROOT / "data" / "README.md").read_text().split())
LAYERS = ["service_experience", "product_strength", "strategic_cultural_match"]
MARKET = ["rivalry", "new_entrants", "substitutes", "supplier_power", "buyer_power", "market_growth"]
SIGNS = {"large_contract_orders", "strategic_project", "influence", "technology", "market_strength"}


@cache
def failed() -> Any:
    """Account → the checks about it that failed by `buying.csv` or by a person, whose answer counts."""
    buying, answers = table("buying"), table("checks").query("answer != 'unknown'")
    by_data = {
        "product fit": buying["product_fit"].le(2).groupby(buying["account"]).all(),
        "central purchasing": buying["purchasing"].eq("dispersed").groupby(buying["account"]).all(),
    }
    found: dict[str, list[str]] = {}
    for check, fails in by_data.items():
        own = answers[answers["check"].eq(check.replace(" ", "_"))].set_index("account")["answer"]
        failing = set(fails.index[fails]) - set(own.index) | set(own.index[own.eq("fail")])
        for account in sorted(failing):
            found.setdefault(account, []).append(check)
    return found


@cache
def tiers() -> dict[str, str | None]:
    return dict(subject().now.accounts.select("account_id", pl.col("tier").cast(pl.String)).iter_rows())


def test_the_accounts_in_s_and_a_that_fail_a_check_are_listed_with_tier_and_reason() -> None:
    listed = re.findall(r"\| (A\d{3}) \| ([SA]) \| ([a-z, ]+) \| (?:data|its owner)", PROMISED)
    key = {account for account, tier in tiers().items() if tier in {"S", "A"}}
    assert listed == [(one, tiers()[one], ", ".join(failed()[one])) for one in sorted(key & set(failed()))]
    assert len(key) == 69
    assert len(listed) == 8
    counted = subject().accounts.filter(pl.col("is_key"))["account_id"]
    assert set(counted) == key - {account for account, *_ in listed}
    assert len(counted) == 61


def test_the_blocked_deal_is_bought_centrally_and_a_person_overrules_the_data_on_another_account() -> None:
    buying, deals = table("buying").set_index("account"), table("opportunities")
    assert buying.loc["A009", ["product_family", "purchasing"]].to_numpy().tolist() == [
        ["Consumables", "dispersed"], ["Life science", "central"],
    ]  # fmt: skip
    assert deals[deals["status"].eq("open")].sort_values("amount")["account"].iloc[-1] == "A009"
    assert buying.loc[["A166"], "purchasing"].to_list() == ["dispersed"]
    assert (tiers()["A166"], "A166" in failed()) == ("B", False)


def test_answers_are_counted_and_whether_the_one_order_wonder_buys_again_is_left_open() -> None:
    checks = table("checks")
    assert checks["account"].nunique() == 41
    assert checks[checks["check"].isin(SIGNS)]["account"].nunique() == 23
    assert f"{checks['answer'].eq('unknown').sum()} of the {len(checks)} answers" in PROMISED
    recurring = checks[checks["check"].eq("recurring_purchasing")].set_index("account")["answer"]
    assert recurring["A003"] == "unknown"
    assert not recurring.eq("fail").any()
    began = lines()[lines()["amount"].gt(0)].groupby("account")["date"].min()
    too_short = began.index[began.gt(AS_OF - pd.DateOffset(months=18))]
    open_ones = recurring.index[recurring.eq("unknown") & recurring.index.isin(too_short)]
    money = year_to(AS_OF).groupby("account")["amount"].sum().reindex(open_ones)
    key = [one for one in open_ones if tiers()[one] in {"S", "A"}]
    assert money[key].idxmax() == "A003"


def test_how_they_buy_by_the_rule_of_the_value_type() -> None:
    counts = value_type().value_counts()
    assert counts.to_dict() == {"strategic": 14, "extrinsic": 36, "intrinsic": 25, "undecided": 36}
    characters = ["A001", "A004", "A006", "A009", "A002", "A011"]
    assert value_type()[characters].to_list() == [*["strategic"] * 3, "extrinsic", *["intrinsic"] * 2]


def test_the_thin_margin_giant_is_over_served_and_the_loss_maker_has_no_margin_to_compare_with() -> None:
    margin, costs = year_to(AS_OF).groupby("account")["margin"].sum(), table("account_costs")
    cost = costs[days_of("account_costs", "date").gt(YEAR_BEFORE)].groupby("account")["amount"].sum()
    share = (cost / margin)[margin.gt(0) & cost.gt(0)]
    assert (round(share["A002"], 2), round(share.median(), 2)) == (0.19, 0.07)
    assert margin["A011"] < 0 < cost["A011"]


def test_stickiness_was_judged_twice_and_names_control_points_where_it_is_high() -> None:
    layers = assessments()[assessments()["criterion"].isin(LAYERS)]
    twice = layers.groupby("account")["day"].nunique().eq(2)
    assert twice.sum() == 37
    named = layers[layers["evidence"].notna()]
    assert named["score"].ge(4).all()
    assert len(named) > 50


@pytest.mark.parametrize(("whole", "parts", "least"), [("stickiness", LAYERS, 3), ("environment", MARKET, 3)])
def test_parts_never_replace_the_mark_for_the_whole_at_either_date_that_is_compared(
    whole: str, parts: list[str], least: int
) -> None:
    for day in (AS_OF, YEAR_BEFORE):
        known = assessments()[assessments()["day"].le(day)]
        last = known[known["criterion"].isin(parts)].groupby(["account", "criterion"])["day"].max().unstack()
        complete = last[last.notna().sum(axis=1).ge(least)].max(axis=1)
        given = known[known["criterion"].eq(whole)].groupby("account")["day"].max().reindex(complete.index)
        assert given.ge(complete).all()


def test_the_six_marks_on_which_two_differ() -> None:
    by_assessor = assessments().sort_values("day").groupby(["account", "criterion", "assessor"]).tail(1)
    apart = by_assessor.groupby(["account", "criterion"])["score"].agg(["min", "max"])
    differ = apart.index[apart["max"] - apart["min"] >= 2]
    assert len(differ) == 6
    listed = ", ".join(f"{account} ({criterion.replace('_', ' ')})" for account, criterion in sorted(differ))
    assert listed in PROMISED.replace(" and A010", ", A010")


def test_old_marks_profiles_and_visits_of_executives() -> None:
    latest = assessments().sort_values("day").groupby(["account", "criterion"]).tail(1)
    old = latest[latest["day"].lt(YEAR_BEFORE)]
    assert (len(old), old["account"].nunique()) == (390, 19)
    profiled = [marks().index[marks()[MARKET].notna().sum(axis=1).ge(4)], marks().index[marks()["vision"].notna()]]
    assert [len(one) for one in profiled] == [24, 24]
    people = table("contacts").query("role == 'executive'")
    visits = table("touches").query("kind == 'visit'")
    met = visits.merge(people, left_on=["account", "contact"], right_on=["account", "name"])
    assert met["account"].nunique() == 25


def test_the_lighthouses_and_the_second_level_of_referrals() -> None:
    accounts = table("accounts").set_index("account")
    bought = lines()[lines()["amount"].gt(0)].groupby("account")["month"].min()
    shining = accounts.index[accounts["tags"].fillna("").str.contains("lighthouse")]
    assert [(one, accounts.loc[one, "industry"], str(bought[one])) for one in shining] == [
        ("A006", "Healthcare", "2023-10"), ("A030", "Aerospace", "2025-12"),
    ]  # fmt: skip
    sender = accounts["referred_by"].dropna()
    second = sender[sender.isin(sender.index)]
    chains = sorted((sender[one], one, account) for account, one in second.items())
    assert chains == [("A006", "A023", "A105"), ("A049", "A115", "A290"), ("A049", "A115", "A394")]
