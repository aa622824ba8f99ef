"""Real exports, against the facts that were computed from them by other code (facts.json beside each set)."""

import json

import polars as pl
import pytest

from kam_core.intake import Choices, Intake, load
from tests.intake.given import SHARED, needs_shared, shared

pytestmark = needs_shared

CLASSIC = ["orders.csv", "orderdetails.csv", "products.csv", "customers.csv"]


def facts(name: str) -> dict[str, object]:
    return json.loads((SHARED / name / "facts.json").read_text("utf-8"))


def classic(choices: Choices = Choices()) -> Intake:  # noqa: B008 - frozen
    return load([shared(f"classicmodels/{file}") for file in CLASSIC], choices)


def revenue(intake: Intake) -> float:
    return intake.dataset.lines["amount"].sum() / 10_000


def test_classic_models_without_cancelled_orders() -> None:
    intake = classic()
    known = facts("classicmodels")["without_cancelled"]
    assert intake.dataset.accounts.height == 122
    assert intake.dataset.lines["account"].n_unique() == known["accounts"] == 98
    assert intake.dataset.lines["order"].n_unique() == known["orders"]
    assert revenue(intake) == pytest.approx(known["revenue"], abs=0.00005 * intake.dataset.lines.height)
    best = intake.dataset.lines.group_by("account").agg(pl.col("amount").sum()).sort("amount").tail(1)
    name = intake.dataset.accounts.join(best, on="account")["name"].item()
    assert [name, best["amount"].item() / 10_000] == ["Euro+ Shopping Channel", 773624.18]


def test_classic_models_with_cancelled_orders_and_their_margin() -> None:
    intake = classic(Choices(exclude_status=()))
    known = facts("classicmodels")
    assert revenue(intake) == pytest.approx(known["all_statuses"]["revenue"], abs=0.005)
    assert intake.dataset.lines["margin"].sum() / 10_000 == pytest.approx(known["gross_margin"], abs=0.005)
    assert intake.dataset.lines["margin"].null_count() == 0


def test_classic_models_counts_add_up_and_name_what_was_left_out() -> None:
    intake = classic()
    counts = {count.file: (count.read, count.loaded, count.left_out, count.rejected) for count in intake.counts}
    assert counts == {
        "orders.csv": (326, 320, 6, 0),
        "orderdetails.csv": (2996, 2917, 79, 0),
        "products.csv": (110, 110, 0, 0),
        "customers.csv": (122, 122, 0, 0),
    }
    assert intake.findings["message"].to_list() == [
        "orderdetails.csv: 79 lines worth 238,854.18 are left out because their order is Cancelled."
    ]


def test_files_of_a_set_that_are_no_table_of_ours_do_not_disturb_the_others() -> None:
    extra = ["payments.csv", "employees.csv", "offices.csv", "productlines.csv"]
    intake = load([shared(f"classicmodels/{file}") for file in [*CLASSIC, *extra]])
    assert revenue(intake) == pytest.approx(9365336.43, abs=0.15)
    unused = intake.findings.filter(pl.col("rule") == "not_used")
    assert unused["file"].to_list() == extra
    assert set(unused["severity"]) == {"warn"}


def test_adventure_works_resellers() -> None:
    known = facts("adventureworks_resellers")
    intake = load([shared(f"adventureworks_resellers/{f}") for f in ("FactResellerSales.csv", "Resellers.csv")])
    lines = intake.dataset.lines
    assert intake.dataset.accounts.height == known["rows"]["Resellers"] == 701
    assert lines["account"].n_unique() == known["all"]["accounts"] == 632
    assert revenue(intake) == pytest.approx(known["all"]["revenue"], abs=0.005)
    # A line whose file states costs, but not its own, has no margin: the unit cost is not asked.
    assert lines["margin"].null_count() == known["null_TotalProductCost"] == 76
    assert lines["margin"].sum() / 10_000 == pytest.approx(known["margin_known_cost"], abs=0.005)
    margins = lines.filter(pl.col("margin").is_not_null()).group_by("account").agg(pl.col("margin").sum())
    assert margins.filter(pl.col("margin") < 0).height == known["accounts_with_negative_margin"] == 324


def test_the_orders_of_the_chinese_workbook_are_found_among_its_sheets() -> None:
    known = facts("cn_superstore_2023")
    intake = load([shared("cn_superstore_2023/示例 - 超市.xls")])
    assert intake.dataset.lines.height == known["rows"]["订单"] == 10194
    assert intake.dataset.accounts.height == known["by_customer_id"]["accounts"] == 804
    assert revenue(intake) == pytest.approx(known["by_customer_id"]["revenue"], abs=0.005)
    # Profits have more than four decimals: each line is rounded once.
    assert intake.dataset.lines["margin"].sum() / 10_000 == pytest.approx(known["profit"], abs=0.00005 * 10194)
    assert intake.dataset.orders.height == known["by_customer_id"]["orders"]
    assert str(intake.dataset.last_day) == known["by_customer_id"]["last_date"]
    unused = intake.findings.filter(pl.col("rule") == "not_used")
    assert unused.select("severity", "sheet").rows() == [("note", "退货"), ("note", "人员")]


def test_crm_pipeline_keeps_deals_of_known_accounts_and_returns_the_others() -> None:
    known = facts("crm_sales_opportunities")
    intake = load([shared(f"crm_sales_opportunities/{file}") for file in ("accounts.csv", "sales_pipeline.csv")])
    deals = intake.dataset.tables["opportunities"]
    assert intake.rejected.height == known["null_account"] == 1425
    assert deals.height == known["rows"]["sales_pipeline"] - 1425
    won = deals.filter(pl.col("stage") == "Won")
    assert won["amount"].sum() / 10_000 == known["won"]["revenue"]
    assert intake.dataset.accounts["parent"].is_not_null().sum() == known["subsidiaries"]
