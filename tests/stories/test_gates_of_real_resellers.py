"""Margin gates on resellers of a bicycle maker, recounted from the order file alone."""

import polars as pl
import pytest

from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import default_view
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from tests.datasets import SHARED

FOLDER = SHARED / "data" / "adventureworks_resellers"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real data sets are not here")
FILES = ("FactResellerSales.csv", "Resellers.csv")


def raw_resellers() -> tuple[pl.DataFrame, float, float]:
    """Revenue and margin rate of each reseller from the order file, the rate of all, and the median revenue."""
    lines = pl.read_csv(FOLDER / FILES[0], null_values="NULL", infer_schema_length=None)
    costed = pl.col("SalesAmount").filter(pl.col("TotalProductCost").is_not_null())
    margin = (pl.col("SalesAmount") - pl.col("TotalProductCost")).sum()
    each = lines.group_by(pl.col("ResellerKey").cast(pl.String).alias("account_id")).agg(
        pl.col("SalesAmount").sum().alias("sold"), (margin / costed.sum()).alias("rate")
    )
    return each, float(lines.select(margin / costed.sum()).item()), float(each.select(pl.col("sold").median()).item())


def test_high_revenue_with_thin_margin_and_fat_margin_on_small_revenue_both_fail_the_margin_gate() -> None:
    data = load([Upload(name, (FOLDER / name).read_bytes()) for name in FILES], Choices()).dataset
    view = default_view(data, None)
    measures = account_measures(data, view)
    accounts = score_accounts(measures, view, built_in_model(data, measures)).accounts
    each, of_all, median = raw_resellers()
    top = accounts.filter(pl.col("cut_tier").cast(pl.String).is_in(["S", "A"])).join(each, on="account_id")
    gates = {row["account_id"]: row["held_back_by"] or [] for row in top.iter_rows(named=True)}

    thin = top.filter(pl.col("rate") < of_all / 2)
    giants = thin.filter(pl.col("sold") > 10 * median)
    assert giants.height > 5
    assert {one for one, names in gates.items() if "margin_rate" in names} == set(thin["account_id"])

    small = top.filter(pl.col("sold") < median)
    fat = small.filter(pl.col("rate") > 5 * of_all)
    assert fat.height > 5
    assert {one for one, names in gates.items() if "revenue" in names} == set(small["account_id"])

    refused = pl.concat([giants, fat])
    assert set(refused["tier"].cast(pl.String)) == {"B"}
