"""Owner pill: every figure of a screen counts the accounts of the chosen owner alone, as the files say."""

from pathlib import Path

import pandas as pd
import pytest

from tests.pages.app_session import DEMO, context_pills, enter, listed, page_text

OWNER = "周敏"


@pytest.fixture
def owned() -> pd.DataFrame:
    """The order lines of the last twelve months on the accounts of that owner, read with pandas alone."""
    lines = pd.read_csv(DEMO / "transactions.csv", dtype=str)
    accounts = pd.read_csv(DEMO / "accounts.csv", dtype=str)
    mine = accounts.loc[accounts["owner"] == OWNER, "account"]
    lines = lines[lines["account"].isin(mine) & lines["date"].between("2025-10-01", "2026-09-30")]
    # A cancelled line is no sale (domain: what counts as a sale).
    lines = lines[lines["status"] != "cancelled"]
    return lines.assign(amount=pd.to_numeric(lines["amount"]))


def test_results_and_accounts_add_up_to_the_order_lines_of_the_owner(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, owned: pd.DataFrame
) -> None:
    by_account = owned.groupby("account")["amount"].sum()
    results = enter(monkeypatch, tmp_path, "results", owner=OWNER)
    assert context_pills(results)[3] == OWNER
    assert results.metric[0].value == f"¥{by_account.sum() / 1e6:.3g}M"
    assert f"from {(by_account > 0).sum()} active customers" in page_text(results)
    page = enter(monkeypatch, tmp_path, "accounts", owner=OWNER)
    assert set(listed(page, "portfolio_accounts")["owner"]) == {OWNER}
    assert f"{(by_account > 0).sum()} of " in page_text(page)


def test_rules_count_all_accounts_and_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "test", owner=OWNER)
    assert context_pills(page)[3] == "All owners"
    assert any(caption.value.startswith("412 accounts · ") for caption in page.caption)
