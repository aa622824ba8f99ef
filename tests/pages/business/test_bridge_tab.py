"""Tab Bridge of the results screen on the demo data: the accounts of each kind, tiers, and what has no bridge."""

from pathlib import Path

import pytest

from pages.business.results.bridge_tab import KIND
from tests.pages.app_session import account_lists, columns, demo_rows, drawn, enter, labels, page_text


def test_the_tab_lists_the_accounts_of_each_bar_and_the_tiers_add_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "results", {"tab": "bridge"})
    assert not app.exception
    bars = next(trace for trace in drawn(app) if trace.get("orientation") == "h" and len(trace["y"]) == 5)
    assert [round(change / 10_000, 2) for change in bars["x"]] == [
        11_350_363.10, 1_874_618.20, 23_631_788.00, -14_614_755.60, -3_938_815.90,
    ]  # fmt: skip
    assert "32 accounts:" in page_text(app)
    assert len(account_lists(app)["bridge_lost"]["ids"]) == 32
    assert labels(app, "bridge_lost")[-3:] == ["to Sep 2025", "to Sep 2026", "Change of revenue"]
    total = {name: values[-1] for name, values in columns(app, "bridge_tiers").items()}
    assert (total["before"], total["lost"], total["now"]) == ("¥165M", "−¥3.94M", "¥183M")
    customers = columns(app, "bridge_retention")
    place = customers["who"].index("All")
    assert [values[place] for values in customers.values()] == ["All", "340", "308", "88.8%", "103.1%"]
    app.segmented_control(key=KIND).set_value("won_back").run()
    assert len(account_lists(app)["bridge_won_back"]["ids"]) == 5
    app.query_params["tab"] = "concentration"
    app.run()
    assert not app.exception
    history = {name: values[0] for name, values in columns(app, "concentration_history").items()}
    bought: dict[str, float] = {}
    for row in demo_rows("transactions"):
        if row["status"] != "cancelled" and "2025-10-01" <= row["date"] <= "2026-09-30":
            bought[row["account"]] = bought.get(row["account"], 0) + float(row["amount"])
    amounts = sorted((amount for amount in bought.values() if amount > 0), reverse=True)
    assert (history["end"], history["customers"]) == ("2026-09-30", "354")
    assert history["top10"] == f"{100 * sum(amounts[:10]) / sum(amounts):.1f}%"
    assert history["hhi"] == f"{10_000 * sum((one / sum(amounts)) ** 2 for one in amounts):.0f}"
