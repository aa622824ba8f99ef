"""Revenue bridge by hand, on random data with negatives, and on real data by pandas on the files."""

import datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.insight.revenue_bridge.bridge import Bridge, revenue_bridge
from kam_core.insight.revenue_bridge.by_tier import TIER_STEPS, bridge_by_tier, retention_by_tier, with_tier_before
from kam_core.insight.revenue_bridge.changes import KINDS
from kam_core.insight.revenue_bridge.retention import contract_retention
from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import SHARED, dataset, day, money
from tests.source_files import ROOT

DEMO, REAL = ROOT / "data" / "demo", SHARED / "data"
VIEW = View(datetime.date(2024, 12, 31))
MODEL = built_in_preset("transactions_only").with_cut(QuotaCut(s=0.2, a=0.3, b=0.2))


def accounts_of(data: Dataset, view: View = VIEW) -> pl.DataFrame:
    return score_accounts(account_measures(data, view), view, MODEL).accounts


def bridge_of(data: Dataset, view: View = VIEW) -> Bridge:
    found = revenue_bridge(accounts_of(data, view), view, data.first_month)
    assert found is not None
    return found


def line(account: str, date: str, amount: float, **more: Any) -> dict[str, Any]:
    return {"account": account, "date": date, "amount": amount, **more}


OLD = [line("old", "2020-01-05", 1)]
"""Data that begin long before the prior window."""


def kinds(found: Bridge) -> dict[str, tuple[str, float]]:
    """Kind and change in currency units of each account."""
    return {row["account_id"]: (row["kind"], row["change"] / 10_000) for row in found.changes.iter_rows(named=True)}


def test_each_account_is_counted_once_under_the_first_kind_that_holds() -> None:
    found = bridge_of(
        dataset(
            [
                *OLD,
                *(line("lost", "2023-03-01", 100), line("lost", "2024-03-01", -20)),
                line("new", "2024-02-01", 70),
                *(line("back", "2022-05-01", 5), line("back", "2024-05-01", 60)),
                *(line("grown", "2023-05-01", 10), line("grown", "2024-05-01", 25)),
                *(line("shrunk", "2023-05-01", 30), line("shrunk", "2024-05-01", 20)),
                *(line("same", "2023-05-01", 8), line("same", "2024-05-01", 8)),
            ]
        )
    )
    assert kinds(found) == {
        "lost": ("lost", -120), "new": ("new", 70), "back": ("won_back", 60), "grown": ("grown", 15),
        "shrunk": ("shrunk", -10), "same": ("unchanged", 0), "old": ("unchanged", 0),
    }  # fmt: skip
    assert [(step.kind, step.accounts, step.amount // 10_000) for step in found.steps] == [
        ("new", 1, 70), ("won_back", 1, 60), ("grown", 1, 15), ("shrunk", 1, -10), ("lost", 1, -120),
    ]  # fmt: skip
    assert (found.prior, found.now) == (money(148), money(163))


def test_a_first_purchase_of_100_after_a_credit_of_50_contributes_150() -> None:
    found = bridge_of(dataset([*OLD, line("a", "2023-06-01", -50), line("a", "2024-06-01", 100)]))
    assert kinds(found)["a"] == ("new", 150)
    assert (found.prior, found.now) == (money(-50), money(100))


def test_an_account_that_bought_between_the_windows_only_is_told_by_its_sign() -> None:
    # October to December against the same months of last year; the first purchase was in May.
    view = View(VIEW.as_of, 3, prior_months=12)
    found = bridge_of(dataset([*OLD, line("a", "2024-05-01", 10), line("a", "2024-11-01", 40)]), view)
    assert kinds(found)["a"] == ("grown", 40)
    assert (found.prior_start, found.prior_end) == (datetime.date(2023, 10, 1), datetime.date(2023, 12, 31))


def test_only_credits_in_the_prior_window_are_no_purchase_in_it() -> None:
    rows = [line("a", "2022-05-01", 30), line("a", "2023-05-01", -5), line("a", "2024-05-01", 20)]
    assert kinds(bridge_of(dataset([*OLD, *rows])))["a"] == ("won_back", 25)


def test_all_data_and_data_that_begin_after_the_prior_window_have_no_bridge() -> None:
    data = dataset([line("a", "2024-05-01", 10)])
    for view in (View(VIEW.as_of, None), VIEW):
        assert revenue_bridge(accounts_of(data, view), view, data.first_month) is None


def test_data_that_begin_within_the_prior_window_are_named_with_their_day() -> None:
    data = dataset([line("a", "2023-05-10", 10), line("b", "2024-05-01", 4)])
    assert bridge_of(data).data_start == datetime.date(2023, 5, 1)
    assert bridge_of(dataset([*OLD, line("a", "2023-05-10", 10)])).data_start is None


def test_gross_retention_leaves_growth_out_and_net_has_it() -> None:
    rows = [line("lost", "2023-03-01", 100), line("grown", "2023-03-01", 100), line("shrunk", "2023-03-01", 200)]
    rows += [line("grown", "2024-03-01", 180), line("shrunk", "2024-03-01", 50), line("new", "2024-03-01", 999)]
    retained = bridge_of(dataset([*OLD, *rows])).retention
    assert (retained.accounts, retained.stayed) == (3, 2)
    assert (retained.gross, retained.net) == ((100 + 50) / 400, (180 + 50) / 400)


def test_contracts_that_ended_within_the_window_were_up_for_renewal() -> None:
    rows = [line(name, "2023-05-01", 100) for name in ("ended", "runs", "without")]
    rows += [line("ended", "2024-05-01", 40), line("runs", "2024-05-01", 110)]
    data = dataset([*OLD, *rows], [{"account": "runs", "contract_start": "2022-01-01", "contract_end": "2025-12-31"}])
    ended = data.accounts.filter(pl.col("account_id") == "ended")["account"][0]
    contracts = pl.DataFrame(
        {"account": [ended, ended], "end": [day("2024-06-30"), day("2023-06-30")], "number": ["1", "0"]}
    )
    accounts = accounts_of(data)
    found = contract_retention(bridge_of(data).changes, accounts, contracts, VIEW)
    assert found is not None
    assert (found.contracted.accounts, found.contracted.gross, found.contracted.net) == (2, 0.7, 0.75)
    assert (found.up_for_renewal.accounts, found.up_for_renewal.gross) == (1, 0.4)
    none = contract_retention(bridge_of(data).changes, accounts.filter(pl.col("account_id") == "old"), None, VIEW)
    assert none is None


def test_without_revenue_before_nothing_can_be_kept() -> None:
    retained = bridge_of(dataset([*OLD, line("new", "2024-03-01", 9)])).retention
    assert (retained.gross, retained.net, retained.accounts) == (None, None, 0)


def test_a_group_is_compared_as_a_whole() -> None:
    rows = [*OLD, line("head", "2023-05-01", 10), line("child", "2024-05-01", 25)]
    data = dataset(rows, [{"account": "head"}, {"account": "child", "parent": "head"}])
    assert kinds(bridge_of(data))["child"] == ("new", 25)
    assert kinds(bridge_of(data, View(VIEW.as_of, unit="group")))["head"] == ("grown", 15)


AMOUNTS = st.integers(-300, 300)
MONTHS = st.sampled_from(["2021-02", "2023-01", "2023-07", "2023-12", "2024-01", "2024-06", "2024-12"])


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 9), MONTHS, AMOUNTS), min_size=1, max_size=60), st.sampled_from([3, 12]))
def test_the_bridge_leaves_no_remainder_as_a_whole_and_in_every_tier(
    rows: list[tuple[int, str, int]], window: int
) -> None:
    view = View(VIEW.as_of, window, prior_months=12)
    data = dataset([*OLD, *(line(f"a{account}", f"{month}-15", amount) for account, month, amount in rows)])
    found = bridge_of(data, view)
    assert found.prior + sum(step.amount for step in found.steps) == found.now
    tiers = bridge_by_tier(with_tier_before(found.changes, accounts_of(data, view.earlier(12))))
    steps = tiers.select(pl.sum_horizontal(TIER_STEPS)).to_series()
    assert (tiers["before"] + steps).to_list() == tiers["now"].to_list()
    assert (tiers["before"].sum(), tiers["now"].sum()) == (found.prior, found.now)
    for kind in KINDS:
        assert tiers[kind].sum() == found.step(kind).amount
    assert tiers["moved_in"].sum() == -tiers["moved_out"].sum()
    now = {tier: sum(rows["now"]) for (tier,), rows in found.changes.group_by("tier")}
    assert {row["tier"]: row["now"] for row in tiers.to_dicts() if row["now"]} == {t: n for t, n in now.items() if n}


def test_an_account_that_changed_tier_grows_in_the_earlier_one_and_moves_with_what_it_buys_now() -> None:
    changes = pl.DataFrame(
        {
            "kind": ["grown", "shrunk", "lost", "new"],
            "before": [10, 50, 30, 0],
            "now": [90, 40, 0, 7],
            "tier": ["S", "S", "C", "B"],
            "tier_before": ["A", "S", "S", None],
        }
    )
    rows = {row.pop("tier"): {k: v for k, v in row.items() if v} for row in bridge_by_tier(changes).to_dicts()}
    assert rows == {
        "S": {"before": 80, "shrunk": -10, "lost": -30, "moved_in": 90, "now": 130},
        "A": {"before": 10, "grown": 80, "moved_out": -90},
        "B": {"new": 7, "now": 7},
    }
    assert {tier: retained.gross for tier, retained in retention_by_tier(changes).items()} == {"S": 40 / 80, "A": 1.0}


def by_pandas(sold: pd.DataFrame, start: str, prior: str) -> dict[str, tuple[int, float]]:
    """Number and money of each kind, from `account`, `order`, `date` (ISO) and `amount` up to the end of the window."""
    now = sold[sold["date"] >= start].groupby("account")["amount"].sum()
    before = sold[(sold["date"] >= prior) & (sold["date"] < start)].groupby("account")["amount"].sum()
    bought = sold.groupby(["account", "order", "date"], as_index=False)["amount"].sum()
    bought = bought[bought["amount"].round(4) > 0]
    days = bought.groupby("account")["date"].apply(list)
    found: dict[str, list[float]] = {kind: [] for kind in (*KINDS, "unchanged")}
    for account in sold["account"].unique():
        was, is_ = round(before.get(account, 0), 4), round(now.get(account, 0), 4)
        own = days.get(account, [])
        within = [one for one in own if prior <= one < start]
        if was > 0 and is_ <= 0:
            kind = "lost"
        elif own and min(own) >= start:
            kind = "new"
        elif own and min(own) < prior and not within and max(own) >= start:
            kind = "won_back"
        else:
            kind = "grown" if is_ > was else "shrunk" if is_ < was else "unchanged"
        found[kind].append(is_ - was)
    return {kind: (len(found[kind]), round(sum(found[kind]), 2)) for kind in KINDS}


def steps_of(found: Bridge) -> dict[str, tuple[int, float]]:
    return {step.kind: (step.accounts, round(step.amount / 10_000, 2)) for step in found.steps}


def uploaded(folder: str, *files: str) -> Dataset:
    return load([Upload(name, (REAL / folder / name).read_bytes()) for name in files]).dataset


def test_the_demo_gives_what_pandas_reads_from_its_files() -> None:
    files = [DEMO / "transactions.csv", DEMO / "accounts.csv"]
    uploads = [Upload(path.name, path.read_bytes(), role=path.stem) for path in files]
    found = bridge_of(load(uploads, Choices(currency="CNY", name="Demo")).dataset, View(datetime.date(2026, 9, 30)))
    orders = pd.read_csv(DEMO / "transactions.csv", encoding="utf-8-sig")
    sold = orders[(orders["status"] != "cancelled") & (orders["date"] <= "2026-09-30")]
    assert steps_of(found) == by_pandas(sold.rename(columns={"order_id": "order"}), "2025-10-01", "2024-10-01")
    assert (found.prior, found.now) == (money(165_054_586.80), money(183_357_784.60))
    assert (round(found.retention.gross or 0, 3), round(found.retention.net or 0, 3)) == (0.888, 1.031)


@pytest.mark.skipif(not REAL.exists(), reason="the real data sets are not here")
def test_two_real_sets_give_what_was_computed_outside() -> None:
    data = uploaded("adventureworks_resellers", "FactResellerSales.csv", "Resellers.csv")
    resellers = bridge_of(data, View(datetime.date(2020, 5, 31)))
    assert (resellers.prior, resellers.now) == (money(27_126_782.18), money(35_129_997.32))
    assert steps_of(resellers) == {
        "new": (206, 13_482_652.70), "won_back": (4, 7_640.85), "grown": (134, 4_044_645.30),
        "shrunk": (169, -5_698_644.66), "lost": (84, -3_833_079.05),
    }  # fmt: skip
    retained = resellers.retention
    assert (retained.accounts, retained.stayed) == (387, 303)
    assert (round(retained.gross or 0, 4), round(retained.net or 0, 4)) == (0.6486, 0.7977)

    models = bridge_of(
        uploaded("classicmodels", "orders.csv", "orderdetails.csv", "products.csv", "customers.csv"),
        View(datetime.date(2005, 5, 31)),
    )
    orders = pd.read_csv(REAL / "classicmodels" / "orders.csv")
    sold = pd.read_csv(REAL / "classicmodels" / "orderdetails.csv").merge(orders[orders["status"] != "Cancelled"])
    sold["amount"] = sold["quantityOrdered"] * sold["priceEach"]
    named = sold.rename(columns={"customerNumber": "account", "orderNumber": "order", "orderDate": "date"})
    assert steps_of(models) == by_pandas(named, "2004-06-01", "2003-06-01")
