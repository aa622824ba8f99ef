"""The tabs Renewals and Left, and why of Loyalty on the demo data: what they list, and what is typed there."""

import datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app_session import enter, head_texts, listed, page_text, signed
from tests.source_files import ROOT

DEMO = ROOT / "data" / "demo"
AS_OF = pd.Timestamp("2026-09-30")
"""The demo's working day."""


def field(page: AppTest, key: str, kind: str) -> object:
    return next(one for one in getattr(page, kind) if one.key and one.key.startswith(key))


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_contracts_that_end_are_listed_late_ones_first_and_a_renewal_is_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = signed(enter(monkeypatch, tmp_path, "loyalty", {"tab": "renewals"}, language="en"), "", "Li Na").run()
    assert not page.exception
    accounts = pd.read_csv(DEMO / "accounts.csv", parse_dates=["contract_end"])
    year = pd.Timedelta(days=365)
    due = accounts[accounts["contract_end"].between(AS_OF - year, AS_OF + year)]
    due = due.sort_values(["contract_end", "account"])
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
    count = len(rows["account_id"])
    assert f"{count} have no reason yet." in page_text(page)

    first = lost.index[0]
    field(page, "loss_account", "selectbox").set_value(first)  # type: ignore[attr-defined]
    press(page.run(), "Note why it left")
    field(page, "entry_defections_reason", "selectbox").set_value("price")  # type: ignore[attr-defined]
    press(page, "Save")
    assert not page.exception
    assert f"{count - 1} have no reason yet." in page_text(page)
    assert "Price leads: 1 of 1 noted losses (100.0%)." in page_text(page)
    assert listed(page, "losses")["account_id"][-1] == first
    assert head_texts(page)
