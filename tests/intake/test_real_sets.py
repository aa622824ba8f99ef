"""Real exports against facts computed independently (facts.json)."""

import json

import polars as pl
import pytest

from kam_core.intake import Choices, Intake, load
from kam_core.vocabulary.message import UserError
from tests.intake.handwritten_files import SHARED, needs_shared, shared, text

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


def test_classic_models_counts_add_up_and_name_the_left_out_rows() -> None:
    intake = classic()
    counts = {count.file: (count.read, count.loaded, count.left_out, count.rejected) for count in intake.counts}
    assert counts == {
        "orders.csv": (326, 320, 6, 0),
        "orderdetails.csv": (2996, 2917, 79, 0),
        "products.csv": (110, 110, 0, 0),
        "customers.csv": (122, 122, 0, 0),
    }
    assert intake.findings["message"].to_list() == [
        'orders.csv, status: 79 lines with "Cancelled" worth 238,854.18 are excluded.'
    ]


def test_files_of_a_set_that_are_no_table_of_ours_do_not_disturb_the_others() -> None:
    extra = ["payments.csv", "employees.csv", "offices.csv", "productlines.csv"]
    intake = load([shared(f"classicmodels/{file}") for file in [*CLASSIC, *extra]])
    assert revenue(intake) == pytest.approx(9365336.43, abs=0.15)
    unused = intake.findings.filter(pl.col("rule") == "not_used")
    assert unused["file"].to_list() == extra[1:]
    # What was paid is no second sale.
    assert intake.dataset.tables["payments"].height == 273
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
    assert unused.select("severity", "sheet").rows() == [("note", "人员")]


def test_files_of_the_bike_maker_with_null_and_keys() -> None:
    known = facts("adventureworks_resellers")
    files = ("FactResellerSales.csv", "Resellers.csv", "Product.csv", "ResellerSalesTargets.csv")
    intake = load([shared(f"adventureworks_resellers/{file}") for file in files])
    assert revenue(intake) == pytest.approx(known["all"]["revenue"], abs=0.005)
    # "NULL" is no cost and no fault; names are looked up by the key that the lines carry.
    assert intake.rejected.is_empty()
    best = intake.dataset.lines.group_by("account").agg(pl.col("amount").sum()).sort("amount").tail(1)
    row = intake.dataset.accounts.join(best, on="account").row(0, named=True)
    assert [row["account_id"], row["name"], row["amount"] / 10_000] == known["all"]["top5"][0]
    helmets = intake.dataset.products.filter(pl.col("product_id").is_in(["212", "213", "214"]))
    assert set(helmets["product_family"]) == {"Accessories"}
    without = intake.dataset.accounts.height - intake.dataset.lines["account"].n_unique()
    assert without == known["resellers_without_sales"] == 69


def test_crm_pipeline_counts_deals_without_an_account_and_rejects_none() -> None:
    known = facts("crm_sales_opportunities")
    intake = load([shared(f"crm_sales_opportunities/{file}") for file in ("accounts.csv", "sales_pipeline.csv")])
    deals = intake.dataset.tables["opportunities"]
    assert intake.rejected.is_empty()
    assert deals.height == known["rows"]["sales_pipeline"] == 8800
    assert dict(deals["stage"].value_counts().iter_rows()) == known["stage"]
    nobody = deals.filter(pl.col("account").is_null())
    assert nobody.height == known["null_account"] == 1425
    assert dict(nobody["stage"].value_counts().iter_rows()) == known["null_account_by_stage"]
    # An open deal has no amount yet, and that is no fault of its row.
    assert set(deals.filter(pl.col("amount").is_null())["stage"]) == {"Engaging", "Prospecting"}
    won = deals.filter(pl.col("stage") == "Won")
    assert won["amount"].sum() / 10_000 == known["won"]["revenue"]
    assert intake.dataset.accounts["parent"].is_not_null().sum() == known["subsidiaries"]
    findings = intake.findings.filter(pl.col("rule") == "no_account")
    assert findings.select("severity", "file").rows() == [("warn", "sales_pipeline.csv")]
    assert "1,425 rows have no account" in findings["message"][0]


def test_a_folder_with_a_list_of_columns_and_a_list_of_people_gives_no_account_of_these_names() -> None:
    known = facts("crm_sales_opportunities")
    files = ("data_dictionary.csv", "sales_teams.csv", "products.csv", "accounts.csv", "sales_pipeline.csv")
    intake = load([shared(f"crm_sales_opportunities/{file}") for file in files])
    assert intake.dataset.accounts.height == known["rows"]["accounts"] == 85
    unused = intake.findings.filter(pl.col("rule") == "not_used")
    assert unused["file"].to_list() == ["data_dictionary.csv", "sales_teams.csv"]


@pytest.mark.parametrize("role", ["accounts", None])
def test_a_survey_of_customers_is_an_account_list_and_its_other_columns_do_no_harm(role: str | None) -> None:
    known = facts("hbat_b2b_satisfaction")
    intake = load([shared("hbat_b2b_satisfaction/derived_HBAT_labelled.csv", role)])
    assert intake.dataset.accounts.height == known["rows"] == 100
    (seen,) = intake.file_summaries
    assert seen.table == "accounts"
    fields = {column.header: column.field for column in seen.columns}
    assert list(fields) == known["columns"]
    assert {header: field for header, field in fields.items() if field} == {
        "ID": "account",
        "X2 - Industry Type": "industry",
        "X4 - Region": "region",
    }
    assert set(intake.dataset.accounts["region"]) == {"USA/North America", "Outside North America"}
    assert intake.rejected.is_empty()
    assert not set(intake.findings["severity"]) - {"note"}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("ID,Date,Region,Industry,Total", "1,2024-01-02,North,Steel,5"),
        ("id,department,price", "1,Sales,5"),
        ("id,department,city", "1,Sales,Rome"),
    ],
)
def test_a_column_called_only_id_makes_no_account_list_of_orders_offices_or_prices(header: str, row: str) -> None:
    with pytest.raises(UserError, match="has no column for"):
        load([text("file.csv", f"{header}\n{row}\n")])


def test_two_accounts_of_one_name_are_two_where_a_column_called_only_id_tells_them_apart() -> None:
    header, rows = "ID,Name,Industry,Region", "1,Sample,Steel,North\n2,Sample,Cars,South\n"
    accounts = load([text("file.csv", f"{header}\n{rows}")]).dataset.accounts
    assert accounts.select("account_id", "name", "industry").rows() == [
        ("1", "Sample", "Steel"),
        ("2", "Sample", "Cars"),
    ]
