"""The tabs Renewals and Left, and why of Loyalty on the demo data: what they list, and what is typed there."""

import datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app_session import enter, listed, page_text, signed
from tests.source_files import ROOT

DEMO = ROOT / "data" / "demo"
AS_OF = pd.Timestamp("2026-09-30")
"""The demo's working day."""


def field(page: AppTest, key: str, kind: str) -> object:
    return next(one for one in getattr(page, kind) if one.key and one.key.startswith(key))


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def contracts_to_renew() -> pd.DataFrame:
    """The contracts that end within a year of the working day, without a signed renewal or a later one of their kind;
    the account list counts where no contract of an account has an end."""
    contracts = pd.read_csv(DEMO / "contracts.csv", parse_dates=["end"]).dropna(subset="end")
    last = contracts.groupby(["account", contracts["kind"].fillna("")])["end"].transform("max")
    accounts = pd.read_csv(DEMO / "accounts.csv", parse_dates=["contract_end"]).rename(columns={"contract_end": "end"})
    plain = accounts[~accounts["account"].isin(contracts["account"])].dropna(subset="end")
    both = pd.concat([contracts[(contracts["end"] == last) & contracts["renewal"].ne("signed")], plain])
    year = pd.Timedelta(days=365)
    return both[both["end"].between(AS_OF - year, AS_OF + year)].sort_values(["end", "account", "number"])


def test_contracts_that_end_are_listed_late_ones_first_and_a_renewal_is_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = signed(enter(monkeypatch, tmp_path, "loyalty", {"tab": "renewals"}, language="en"), "", "Li Na").run()
    assert not page.exception
    due = contracts_to_renew()
    assert listed(page, "renewals")["account_id"] == due["account"].to_list()
    last = due["account"].iloc[-1]

    field(page, "renewal_account", "selectbox").set_value(last)  # type: ignore[attr-defined]
    press(page.run(), "Add a contract")
    field(page, "entry_contracts_number", "text_input").set_value("C-1")  # type: ignore[attr-defined]
    field(page, "entry_contracts_end", "date_input").set_value(datetime.date(2026, 10, 1))  # type: ignore[attr-defined]
    field(page, "entry_contracts_renewal", "selectbox").set_value("in progress")  # type: ignore[attr-defined]
    press(page, "Save")
    assert not page.exception
    assert "entered by Li Na" in page_text(page)
    rows = listed(page, "renewals")
    place = rows["account_id"].index(last)
    assert (rows["number"][place], rows["end"][place], rows["why"][place]) == ("C-1", "2026-10-01", "in progress")
    press(page, "Undo")
    assert listed(page, "renewals")["account_id"] == due["account"].to_list()


def test_lost_accounts_ask_for_their_reason_until_it_is_noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lost are those with revenue in the twelve months before and none in the last twelve, and ended ones beside."""
    page = signed(enter(monkeypatch, tmp_path, "loyalty", {"tab": "losses"}, language="en"), "", "Li Na").run()
    assert not page.exception
    lines = pd.read_csv(DEMO / "transactions.csv", parse_dates=["date"])
    lines = lines[lines["status"].ne("cancelled")]
    now = lines[lines["date"].between("2025-10-01", "2026-09-30")].groupby("account")["amount"].sum()
    before = lines[lines["date"].between("2024-10-01", "2025-09-30")].groupby("account")["amount"].sum()
    lost = before[(before > 0) & (now.reindex(before.index).fillna(0) <= 0)].sort_values(ascending=False)
    rows = listed(page, "losses")
    assert {
        account for account, how in zip(rows["account_id"], rows["how"], strict=True) if how == "no revenue"
    } == set(lost.index)
    noted = pd.read_csv(DEMO / "defections.csv").sort_values("date").groupby("account").last()
    last_purchase = dict(zip(rows["account_id"], rows["last_purchase"], strict=True))
    asked = [one for one, last in last_purchase.items() if one not in noted.index or noted["date"][one] < last]
    assert rows["account_id"][: len(asked)] == asked
    assert f"{len(asked)} have no reason yet." in page_text(page)
    reasons = noted["reason"].value_counts()
    assert f"{reasons.iloc[0]} of {len(noted)} noted losses" in page_text(page)

    field(page, "loss_account", "selectbox").set_value(asked[0])  # type: ignore[attr-defined]
    press(page.run(), "Note why it left")
    field(page, "entry_defections_reason", "selectbox").set_value("price")  # type: ignore[attr-defined]
    press(page, "Save")
    assert not page.exception
    assert f"{len(asked) - 1} have no reason yet." in page_text(page)
    assert asked[0] not in listed(page, "losses")["account_id"][: len(asked) - 1]
