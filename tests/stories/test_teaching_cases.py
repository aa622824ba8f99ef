"""Teaching cases of key account management on whole data sets: who must not be strategic, or no key account at all."""

from functools import cache
from typing import Any

import pandas as pd
import polars as pl
import pytest

from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import default_view
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.presets import built_in_preset
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.services.insights.insight import Subject
from tests.stories.demo_judgements import marks
from tests.stories.demo_measures import AS_OF, DEMO, year_to
from tests.stories.test_demo_figures import subject
from tests.stories.test_lifecycle_of_real_data import FOLDER


def with_both_tiers() -> pl.DataFrame:
    """The demo's accounts with the tier that their score alone would give (`cut_tier`)."""
    return subject().accounts.with_columns(pl.col("tier", "cut_tier").cast(pl.String))


def test_famous_customers_that_would_not_visit_or_not_compensate_are_not_strategic_whatever_their_score() -> None:
    refused = marks()[["meets_our_management", "compensates_loss"]].le(2).any(axis=1)
    famous = marks()["brand_lighthouse"].ge(4)
    names = list(marks().index[refused & famous])
    found = with_both_tiers().filter(pl.col("account_id").is_in(names))
    assert not found.filter(pl.col("tier") == "S").height
    by_score = found.filter(pl.col("cut_tier") == "S")["account_id"]
    assert set(by_score) == {"A005", "A275", "A277", "A295"}


def test_the_second_largest_customer_by_revenue_is_no_key_account_at_its_thin_margin() -> None:
    year = year_to(AS_OF).groupby("account")[["amount", "margin"]].sum()
    rate = year["margin"] / year["amount"]
    assert year["amount"].sort_values(ascending=False).index[1] == "A002"
    assert rate["A002"] < year["margin"].sum() / year["amount"].sum() / 2
    giant = with_both_tiers().filter(pl.col("account_id") == "A002").row(0, named=True)
    assert (giant["cut_tier"], giant["is_key"]) == ("S", False)
    assert "margin_rate" in giant["held_back_by"]


def test_the_one_order_wonder_falls_from_partner_to_value_once_somebody_says_that_it_will_not_buy_again() -> None:
    checks = (DEMO / "checks.csv").read_bytes()
    answered = checks.replace(b"A003,recurring_purchasing,unknown", b"A003,recurring_purchasing,fail")
    assert answered != checks
    files = {path.name: path.read_bytes() for path in sorted(DEMO.glob("*.csv"))} | {"checks.csv": answered}
    data = load([Upload(*file) for file in files.items()], Choices(name="demo", currency="CNY")).dataset
    before, after = (
        one.accounts.select("account_id", pl.col("tier").cast(pl.String))
        for one in (subject(), Subject.of(data, subject().view))
    )
    moved = before.join(after, on="account_id").filter(pl.col("tier").ne_missing(pl.col("tier_right")))
    assert moved.rows() == [("A003", "A", "B")]


@cache
def resellers() -> pl.DataFrame:
    """The resellers over all of their orders, under a cut by which all of those that bought would be S."""
    files = {"transactions": "FactResellerSales.csv", "accounts": "Resellers.csv"}
    uploads = [Upload(name, (FOLDER / name).read_bytes(), role=role) for role, name in files.items()]
    data = load(uploads, Choices(currency="USD", name="Resellers")).dataset
    view = default_view(data, None)
    model = built_in_preset("transactions_only").with_cut(ScoreCut(s=0.0, a=0.0, b=0.0))
    return score_accounts(account_measures(data, view), view, model).accounts


@cache
def orders_of_resellers() -> Any:
    """Revenue and margin per reseller; lines without a cost are left out of the margin rate."""
    sales = pd.read_csv(FOLDER / "FactResellerSales.csv")
    costed = sales.assign(cost=pd.to_numeric(sales["TotalProductCost"], errors="coerce")).dropna(subset=["cost"])
    frame = sales.groupby("ResellerKey")[["SalesAmount"]].sum().rename(columns={"SalesAmount": "revenue"})
    frame["margin"] = (costed["SalesAmount"] - costed["cost"]).groupby(costed["ResellerKey"]).sum()
    frame["costed"] = costed.groupby("ResellerKey")["SalesAmount"].sum()
    return frame


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data are not here")
def test_high_revenue_at_a_thin_margin_and_a_fat_margin_on_small_revenue_are_both_no_key_account() -> None:
    orders = orders_of_resellers()
    rate, usual = orders["margin"] / orders["costed"], orders["margin"].sum() / orders["costed"].sum()
    large = orders["revenue"].ge(orders["revenue"].quantile(0.9))
    thin = orders.index[large & rate.lt(usual / 2)]
    small = orders.index[rate.gt(2 * usual) & orders["revenue"].lt(orders["revenue"].median())]
    assert usual > 0
    assert len(thin) > 5
    assert len(small) > 5
    rows = {row["account_id"]: row for row in resellers().iter_rows(named=True)}
    for chosen, gates in ((thin, {"margin", "margin_rate"}), (small, {"revenue"})):
        for account in map(str, chosen):
            assert str(rows[account]["cut_tier"]) == "S"
            assert str(rows[account]["tier"]) not in {"S", "A"}
            assert gates & set(rows[account]["held_back_by"]), account
