"""Referrals and lighthouses of the demo, computed again from its CSV files with pandas alone.

Only the tiers are taken from the product: what puts an account in S or A is a matter of its model.
"""

import datetime
from functools import cache
from typing import Any

import pandas as pd
import polars as pl
import pytest

from kam_core.insight.lighthouse.industry_effect import industry_effects
from kam_core.insight.lighthouse.tags import lighthouse_accounts
from kam_core.insight.referrals.margin_ever import margin_ever
from kam_core.insight.referrals.referrals import Referrals, find_referrals
from tests.datasets import money
from tests.stories.demo_measures import AS_OF, lines, table, year_to
from tests.stories.test_demo_figures import subject


@cache
def found() -> Referrals:
    one = subject()
    everybody = one.dataset.accounts["account"]
    return find_referrals(one.dataset.accounts, one.now.accounts, margin_ever(one.dataset, one.view, everybody))


@cache
def referrer_of() -> Any:
    """Referred account → its referrer."""
    return table("accounts").set_index("account")["referred_by"].dropna()


def sums(rows: Any, column: str) -> Any:
    """The sum of the referred accounts' lines, by referrer."""
    return rows.groupby("account")[column].sum().reindex(referrer_of().index).fillna(0).groupby(referrer_of()).sum()


def by_id(column: str) -> dict[str, Any]:
    return dict(found().referrers.select("account_id", column).iter_rows())


@pytest.mark.parametrize(
    ("column", "line", "ever"),
    [("revenue", "amount", False), ("margin", "margin", False), ("revenue_total", "amount", True)],
)
def test_what_the_referred_accounts_bring(column: str, line: str, ever: bool) -> None:
    expected = sums(lines()[lines()["date"].le(AS_OF)] if ever else year_to(AS_OF), line)
    assert by_id(column) == {referrer: money(amount) for referrer, amount in expected.items()}


def test_margin_ever_of_the_referred_is_unknown_only_where_none_of_them_bought() -> None:
    expected = sums(lines()[lines()["date"].le(AS_OF)], "margin")
    bought = referrer_of()[referrer_of().index.isin(lines()["account"])]
    assert by_id("margin_total") == {
        referrer: money(amount) if referrer in set(bought) else None for referrer, amount in expected.items()
    }


def test_reach_and_referral_value_count_half_of_the_second_level() -> None:
    direct = referrer_of().value_counts()
    second = referrer_of().map(referrer_of()).dropna()
    margin = year_to(AS_OF).groupby("account")["margin"].sum().reindex(referrer_of().index).fillna(0)
    reach = direct.add(second.value_counts() / 2, fill_value=0)
    value = margin.groupby(referrer_of()).sum().add(margin[second.index].groupby(second).sum() / 2, fill_value=0)
    assert len(second) > 0
    assert by_id("reach") == reach.to_dict()
    assert by_id("referral_value") == {referrer: money(amount) for referrer, amount in value.items()}


def test_s_and_a_won_by_referral() -> None:
    tiers = dict(subject().now.accounts.select("account_id", pl.col("tier").cast(pl.String)).iter_rows())
    won = referrer_of()[[tiers[account] in {"S", "A"} for account in referrer_of().index]]
    assert int(found().referred["in_key_tier"].sum()) == len(won) > 0
    assert {one: count for one, count in by_id("won_key").items() if count} == won.value_counts().to_dict()


@pytest.mark.parametrize("months", [6, 24])
def test_buyers_and_revenue_of_the_industry_around_the_first_purchase_of_the_lighthouse(months: int) -> None:
    one = subject()
    accounts = table("accounts").set_index("account")
    tagged = accounts.index[accounts["tags"].fillna("").str.contains("lighthouse")]
    assert (
        lighthouse_accounts(one.dataset.accounts).to_list()
        == one.dataset.accounts.filter(pl.col("account_id").is_in(list(tagged)))["account"].to_list()
    )
    # One more account, which began in the midst of the data, so that both sides can be compared.
    bought = lines()[lines()["amount"].gt(0)].groupby("account")["date"].min()
    late = bought[bought.between("2024-10-01", "2025-02-28")].index[0]
    codes = one.dataset.accounts.filter(pl.col("account_id").is_in([*tagged, late]))["account"]
    effects = industry_effects(one.dataset, one.view, one.now.accounts, codes, months)
    assert effects.covered == (datetime.date(2023, 10, 1), datetime.date(2026, 9, 30))
    for lighthouse in effects.lighthouses:
        first = bought[lighthouse.account_id].to_period("M")
        others = accounts.index[accounts["industry"].eq(lighthouse.industry)].drop(lighthouse.account_id)
        rows = lines()[lines()["account"].isin(others)]
        for side, start in ((lighthouse.before, first - months), (lighthouse.after, first + 1)):
            assert side is not None
            assert (side.start, side.end) == (
                start.start_time.date(), (start + months - 1).end_time.date(),
            )  # fmt: skip
            if start < pd.Period("2023-10") or start + months - 1 > pd.Period("2026-09"):
                assert (side.buyers, side.revenue) == (None, None)
                continue
            revenue = rows[rows["month"].between(start, start + months - 1)].groupby("account")["amount"].sum()
            assert (side.buyers, side.revenue) == (int(revenue.gt(0).sum()), money(revenue.sum()))
    assert any(lighthouse.is_comparable for lighthouse in effects.lighthouses) == (months == 6)
