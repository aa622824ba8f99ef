"""The tabs of the Loyalty screen on customer equity and on the check of the forecast."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.datasets import dataset, monthly
from tests.pages.app_session import demo_rows, drawn, enter, listed, page_text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_equity_is_shown_with_both_dates_and_follows_the_points_of_retention(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "worth"}, language=language)
    assert not page.exception
    if language == "en":
        assert "On 2026-09-30 customer equity is ¥" in page_text(page)
        assert "on 2025-09-30" in page_text(page)
        assert "Retention +5 points for all tiers" in page_text(page)
        page.slider(key="equity_points").set_value(-2).run()
        assert not page.exception
        assert "Retention −2 points" in page_text(page)


def test_the_forecast_is_held_against_the_last_twelve_months(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "check"}, language="en")
    assert not page.exception
    assert "From the data to 2025-09-30 the model expected" in page_text(page)
<<<<<<< HEAD
    assert {trace["type"] for trace in drawn(page)} == {"bar", "sankey", "scatter"}
=======
    assert {trace["type"] for trace in drawn(page)} == {"bar", "scatter"}
    chances = listed(page, "forecast_accounts")["p_alive"]
    assert chances.count("cannot tell") == bought_on_one_day()
    assert all(text.endswith("%") for text in chances if text != "cannot tell")


def bought_on_one_day() -> int:
    """Accounts of the demo with a single purchase day, from its orders."""
    nets: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for row in demo_rows("transactions"):
        if row["status"] != "cancelled" and row["date"] <= "2026-09-30":
            nets[row["account"], row["order_id"], row["date"]] += float(row["amount"])
    days = Counter(account for account, _ in {(account, date) for (account, _, date), net in nets.items() if net > 0})
    return sum(count == 1 for count in days.values())
>>>>>>> models


@pytest.mark.parametrize("tab", ["worth", "check"])
def test_two_months_of_a_few_accounts_give_sentences_and_no_figure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tab: str
) -> None:
    data = dataset([*monthly("a", "2024-01-05", 2, 10), *monthly("b", "2024-02-05", 1, 10)])
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": tab}, data=data, language="en")
    assert not page.exception
    assert not [trace for trace in drawn(page) if trace["type"] != "sankey"]
    expected = "no earlier window" if tab == "worth" else "No estimate of who still buys"
    assert expected in page_text(page) + " ".join(one.value for one in page.info)
