"""Shares of a total never exceed 100 % on any page or in any command."""

import datetime
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.charts.tiers import tier_mix_figure
from kam_core.insight.account_list.account_filter import AccountFilter, filtered
from kam_core.insight.account_list.account_rows import summary
from kam_core.insight.concentration.by_unit import UNITS, concentration_view
from kam_core.insight.concentration.pareto_curve import pareto_points
from kam_core.insight.results.key_accounts import key_account_change
from kam_core.insight.results.largest_accounts import largest_accounts
from kam_core.insight.results.tier_mix import tier_mix
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.enums import TIERS
from kam_core.whatif.comparison import compare
from kam_core.whatif.robustness.sensitivity import tornado
from kam_core.whatif.scenario_comparison import side_by_side
from tests.datasets import dataset

VIEW = View(datetime.date(2024, 12, 31))
MODEL = built_in_preset("transactions_only").with_cut(QuotaCut(s=0.3, a=0.3, b=0.2))
OWNERS = ("Li", "Wu", None)


def portfolio(amounts: list[tuple[int, int]]) -> Portfolio:
    """One account each: what it bought in May, and what it was credited in June."""
    lines: list[dict[str, Any]] = []
    for place, (bought, credited) in enumerate(amounts):
        account = f"a{place:02d}"
        lines += [
            {"account": account, "date": "2024-05-10", "amount": bought, "margin": bought // 2 - credited},
            {"account": account, "date": "2024-06-10", "amount": -credited},
        ]
    listed = [{"account": f"a{place:02d}", "owner": OWNERS[place % 3]} for place in range(len(amounts))]
    data = dataset(lines, listed)
    return score_accounts(account_measures(data, VIEW), VIEW, MODEL)


def shares_of(found: Portfolio) -> list[float]:
    """Every share of revenue or margin that a page or command shows."""
    accounts = found.accounts
    largest, mix = largest_accounts(accounts), tier_mix(accounts)
    key = key_account_change(accounts, VIEW.as_of, accounts, VIEW.as_of)
    shares: list[float | None] = [largest.top1, largest.top5, largest.top10, key.now.share]
    shares += [*mix["revenue_share"], *mix["accounts_share"]]
    shares += pareto_points(found.accounts, "revenue").frame["value_share"].to_list()
    for account_filter in (AccountFilter(), AccountFilter(owners=("Li",)), AccountFilter(tiers=("S", "A"))):
        seen = summary(accounts, filtered(accounts, account_filter))
        shares += [seen.revenue_share, seen.whale_share]
    for unit in UNITS:
        for measure in ("revenue", "margin"):
            part = concentration_view(accounts, unit, measure, lose=1)
            shares += [part.numbers.top20_share, *part.abc["share"], *part.top["share"], *part.top["cumulative"]]
            shares += [*part.whole["value_share"], *part.remaining["value_share"]]
            shares += [] if part.loss is None else [part.loss.lost_share]
    draft = found.model.with_cut(QuotaCut(s=0.1, a=0.2, b=0.3))
    shares += compare(found, draft).key_share
    shares += [side.key_share for side in side_by_side(found, [("now", found.model), ("draft", draft)]).sides]
    turned = tornado(found, "key_share")
    shares += [turned.present, *(swing.low for swing in turned.swings), *(swing.high for swing in turned.swings)]
    return [share for share in shares if share is not None]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 5_000)), min_size=1, max_size=9))
def test_no_part_exceeds_the_whole_on_any_page_or_in_any_command(amounts: list[tuple[int, int]]) -> None:
    found = portfolio(amounts)
    shares = shares_of(found)
    assert all(-1e-12 <= share <= 1 + 1e-12 for share in shares), [share for share in shares if not 0 <= share <= 1]
    assert (found.accounts["revenue_share"].drop_nulls() <= 1).all()


def test_a_tier_has_the_revenue_of_its_active_customers_and_the_share_of_the_positive_amounts() -> None:
    """By hand: 950, 700 and 100 are 1,750 above zero; the fourth account is 800 below zero."""
    found = portfolio([(950, 0), (700, 0), (100, 0), (200, 1_000)])
    assert found.accounts["revenue"].sum() == 950 * 10_000
    mix = tier_mix(found.accounts)
    for tier in TIERS:
        inside = found.accounts.filter(pl.col("tier") == tier)["revenue"]
        row = mix.row(by_predicate=pl.col("tier") == tier, named=True)
        assert row["revenue"] == inside.filter(inside > 0).sum()
        assert row["revenue_share"] == inside.filter(inside > 0).sum() / (1_750 * 10_000)
    assert abs(sum(mix["revenue_share"]) - 1) < 1e-12
    bars = tier_mix_figure(mix, Language())["data"]
    assert [bar["x"][0] for bar in bars] == mix["revenue_share"].to_list()
