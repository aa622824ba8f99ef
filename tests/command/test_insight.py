"""Figures of a screen by name on the command line, with the names that docs/insights.md lists."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kam_core.__main__ import main
from kam_core.reports.insight_names import insight_names
from tests.source_files import ROOT

ORDERS = """account,date,amount,order_id
A1,2023-06-10,400,1
A1,2024-06-10,700,2
B2,2024-03-15,200,3
C3,2024-02-15,100,4
D4,2024-01-20,-50,5
"""
DEMO = ROOT / "data" / "demo"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    return path


def insight(name: str, capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["insight", name, "--json", *map(str, arguments)]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_concentration_has_the_net_total_the_shares_of_the_positive_and_a_row_per_buyer(
    orders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """700 + 200 + 100 = 1,000 above zero; 50 are given back; one of three is the top 20 % and 70 %, two make 80 %."""
    document = insight("concentration", capsys, "--transactions", orders, "--as-of", "2024-12-31")
    assert {name: document[name] for name in ("insight", "as_of", "window_months", "unit", "owner")} == {
        "insight": "concentration", "as_of": "2024-12-31", "window_months": 12, "unit": "account", "owner": None,
    }  # fmt: skip
    figures = document["figures"]
    assert (figures["total"], figures["negative_accounts"], figures["negative_total"]) == (950, 1, -50)
    assert (figures["accounts"], figures["top20_share"], figures["n80"]) == (3, pytest.approx(0.7), 2)
    assert [(row["rank"], row["account"], row["revenue"]) for row in document["rows"]] == [
        (1, "A1", 700), (2, "B2", 200), (3, "C3", 100),
    ]  # fmt: skip
    assert document["rows"][-1]["cumulative_share"] == 1


def test_what_is_not_known_is_null_and_not_zero(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    owners = insight("owners", capsys, "--transactions", orders, "--as-of", "2024-12-31")
    assert (owners["figures"]["owners"], owners["figures"]["orphans"], owners["figures"]["target"]) == (0, 4, None)
    assert owners["rows"][0]["overdue"] is None


def test_the_owners_of_the_demo_bring_what_its_orders_say(capsys: pytest.CaptureFixture[str]) -> None:
    lines = pd.read_csv(DEMO / "transactions.csv", parse_dates=["date"])
    sold = lines[lines["status"].ne("cancelled") & lines["date"].between("2025-10-01", "2026-09-30")]
    accounts = pd.read_csv(DEMO / "accounts.csv").set_index("account")
    by_owner = sold["amount"].groupby(sold["account"].map(accounts["owner"])).sum()
    document = insight("owners", capsys, "--dataset", "demo")
    assert document["currency"] == "CNY"
    shown = {row["owner"]: row["revenue"] for row in document["rows"] if row["owner"] is not None}
    assert shown == pytest.approx(by_owner.to_dict())
    assert document["figures"]["orphans"] == int(accounts["owner"].isna().sum())


def test_the_targets_of_the_owners_are_those_of_the_twelve_months_and_add_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    targets = pd.read_csv(DEMO / "targets.csv")
    year = targets[targets["month"].between("2025-10-01", "2026-09-01")]
    document = insight("owners", capsys, "--dataset", "demo")
    shown = {row["owner"]: row["target"] for row in document["rows"]}
    assert shown.pop(None) is None, "accounts without an owner have no target"
    assert shown == year.groupby("owner")["amount"].sum().to_dict()
    assert document["figures"]["target"] == year["amount"].sum()


def test_two_spellings_of_an_owner_are_one_owner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("account,date,amount,owner\nA,2024-01-10,5,Anna Lee\nB,2024-12-31,7,anna  lee\n", encoding="utf-8")
    document = insight("owners", capsys, "--transactions", path, "--as-of", "2024-12-31")
    assert [(row["owner"], row["accounts"], row["revenue"]) for row in document["rows"]] == [("Anna Lee", 2, 12)]


def test_the_stages_of_all_accounts_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    document = insight("lifecycle", capsys, "--dataset", "demo")
    counted = [value for name, value in document["figures"].items() if name.endswith("_accounts")]
    assert sum(counted) == len(document["rows"]) == len(pd.read_csv(DEMO / "accounts.csv"))


def test_the_results_of_the_demo_are_those_of_its_orders_month_by_month(capsys: pytest.CaptureFixture[str]) -> None:
    lines = pd.read_csv(DEMO / "transactions.csv")
    sold = lines[lines["status"].ne("cancelled")]
    months = sold.groupby(sold["date"].str[:7])["amount"].sum().round(4)
    targets = pd.read_csv(DEMO / "targets.csv")
    document = insight("results", capsys, "--dataset", "demo")
    figures, rows = document["figures"], document["rows"]
    assert (figures["revenue"], figures["revenue_prior"]) == (183_357_784.6, 165_054_586.8)
    assert [(row["month"][:7], row["revenue"]) for row in rows] == list(months.loc["2025-10":"2026-09"].items())
    assert [row["revenue_year_before"] for row in rows] == months.loc["2024-10":"2025-09"].tolist()
    assert figures["target"] == sum(row["target"] for row in rows)
    assert figures["target"] == targets.loc[targets["month"].ge("2025-10-01"), "amount"].sum()
    this_year, year_before = months.loc["2026-01":"2026-09"].sum(), months.loc["2025-01":"2025-09"].sum()
    assert figures["year_to_date"] == pytest.approx(this_year)
    rest = months.loc["2025-10":"2025-12"].sum()
    assert figures["landing"] == pytest.approx(this_year + rest * this_year / year_before, abs=0.01)


def test_the_results_of_one_owner_are_those_of_the_owners_accounts_and_targets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines, targets = pd.read_csv(DEMO / "transactions.csv"), pd.read_csv(DEMO / "targets.csv")
    sold = lines[lines["status"].ne("cancelled") & lines["date"].ge("2025-10-01")]
    owners = pd.read_csv(DEMO / "accounts.csv").set_index("account")["owner"]
    figures = insight("results", capsys, "--dataset", "demo", "--owner", "anna keller")["figures"]
    assert figures["revenue"] == pytest.approx(sold.loc[sold["account"].map(owners) == "Anna Keller", "amount"].sum())
    own = targets["owner"].eq("Anna Keller") & targets["month"].ge("2025-10-01")
    assert figures["target"] == targets.loc[own, "amount"].sum()


def test_an_unknown_name_is_wrong_usage_and_a_data_set_that_is_not_there_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["insight", "weather"])
    assert ended.value.code == 64
    assert main(["insight", "owners", "--dataset", "nobody"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_page_of_names_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "insights.md").read_text(encoding="utf-8") == insight_names()


def test_the_bridge_goes_from_the_earlier_revenue_to_the_present_one(
    orders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """400 + new 200 and 100 + grown 300 − credit 50 = 950; A1 alone bought before, 400 of 400 is kept and 700 with
    growth."""
    document = insight("bridge", capsys, "--transactions", orders, "--as-of", "2024-12-31")
    figures = {name: value for name, value in document["figures"].items() if not name.endswith("_accounts")}
    assert figures == {
        "prior": 400, "new": 300, "won_back": 0, "grown": 300, "shrunk": -50, "lost": 0, "now": 950,
        "gross_retention": 1, "net_retention": 1.75,
    }  # fmt: skip
    assert [(row["account"], row["kind"], row["before"], row["now"]) for row in document["rows"]] == [
        ("A1", "grown", 400, 700), ("B2", "new", 0, 200), ("C3", "new", 0, 100), ("D4", "shrunk", 0, -50),
    ]  # fmt: skip
    whole = insight("bridge", capsys, "--transactions", orders, "--as-of", "2024-12-31", "--window-months", "all")
    assert (whole["figures"]["prior"], whole["figures"]["now"], whole["rows"]) == (None, 1350, [])
