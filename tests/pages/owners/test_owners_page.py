"""The Owners screen on the demo data: the list, one owner by a click, and what it says of accounts without an owner."""

from pathlib import Path

import pandas as pd
import pytest

from tests.command.test_insight import insight
from tests.pages.app_session import account_lists, click_row, columns, drawn, enter, head_texts, listed, page_text
from tests.source_files import ROOT

DEMO = ROOT / "data" / "demo"


def test_a_director_sees_who_needs_help_and_opens_that_owner_with_one_click(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each demo owner has a target of every month, so that the gap of the twelve months is revenue − target. The
    command line counts as many accounts that need attention."""
    page = enter(monkeypatch, tmp_path, "owners", language="en")
    assert not page.exception
    accounts = pd.read_csv(DEMO / "accounts.csv").set_index("account")
    lines = pd.read_csv(DEMO / "transactions.csv", parse_dates=["date"])
    sold = lines[lines["status"].ne("cancelled") & lines["date"].between("2025-10-01", "2026-09-30")]
    revenue = sold["amount"].groupby(sold["account"].map(accounts["owner"])).sum()
    targets = pd.read_csv(DEMO / "targets.csv")
    gap = revenue - targets[targets["month"].between("2025-10-01", "2026-09-01")].groupby("owner")["amount"].sum()
    assert listed(page, "owners")["account_id"] == gap.sort_values().index.to_list()
    alerts = {row["owner"]: str(row["alerts"]) for row in insight("owners", capsys, "--dataset", "demo")["rows"]}
    shown = listed(page, "owners")
    assert dict(zip(shown["account_id"], shown["alerts"], strict=True)) == {name: alerts[name] for name in gap.index}
    furthest = gap.idxmin()
    assert head_texts(page)[1].startswith(f"{furthest} is ¥{-gap.min() / 1e6:.2f}M below target")
    assert len(account_lists(page)["owners_orphans"]["ids"]) == accounts["owner"].isna().sum()

    page = click_row(page, "owners", furthest)
    assert not page.exception
    assert head_texts(page)[1].startswith(f"{furthest} is ¥")
    counts = [int(number) for number in columns(page, "owner_tiers")["accounts"]]
    assert sum(counts) == (accounts["owner"] == furthest).sum()
    assert "Revenue and target by month" in page_text(page)
    assert {trace["type"] for trace in drawn(page)} == {"bar", "scatter"}
    owners = {accounts["owner"][account] for account in listed(page, "owner_overdue")["account_id"]}
    assert owners == {furthest}
