"""The insights on retention models and customer equity: null where nothing is known, and the demo recomputed."""

from pathlib import Path

import pandas as pd
import pytest

from tests.command.test_insight import DEMO, ORDERS, insight


def test_four_accounts_have_no_model_no_rate_and_no_equity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(ORDERS, encoding="utf-8")
    models = insight("retention", capsys, "--transactions", orders, "--as-of", "2024-12-31")
    assert models["figures"]["accounts"] == 3
    assert {models["figures"][name] for name in ("model", "log_likelihood", "holdout_expected")} == {None}
    assert {row["p_alive"] for row in models["rows"]} == {None}
    equity = insight("equity", capsys, "--transactions", orders, "--as-of", "2024-12-31")
    assert set(equity["figures"].values()) - {equity["figures"]["retention_rate"]} == {None}
    assert sum(row["accounts"] for row in equity["rows"]) <= 4


def test_the_holdout_of_the_demo_is_what_its_orders_say(capsys: pytest.CaptureFixture[str]) -> None:
    """Days with a purchase from October 2025 on, of the accounts that had bought before; without cancelled lines."""
    lines = pd.read_csv(DEMO / "transactions.csv", encoding="utf-8-sig")
    lines = lines[lines["status"] != "cancelled"]
    nets = lines.groupby(["account", "order_id", "date"])["amount"].sum()
    days = nets[nets > 0].reset_index()[["account", "date"]].drop_duplicates()
    known = set(days[days["date"] <= "2025-09-30"]["account"])
    later = days[(days["date"] > "2025-09-30") & (days["date"] <= "2026-09-30") & days["account"].isin(known)]
    figures = insight("retention", capsys, "--transactions", DEMO / "transactions.csv", "--as-of", "2026-09-30")[
        "figures"
    ]
    assert figures["holdout_actual"] == len(later)
    assert figures["holdout_expected"] == pytest.approx(len(later), rel=0.1)
    assert figures["accounts"] == days[days["date"] <= "2026-09-30"]["account"].nunique()
