"""Chart of the revenue bridge: floating bars that begin where the last ended, totals as dots, labels at both sides."""

import datetime
from typing import Any

import pytest

from kam_core.charts.results.revenue_bridge import revenue_bridge_figure
from kam_core.insight.revenue_bridge.bridge import revenue_bridge
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.scoring.model.presets import built_in_preset
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, money

ROWS = [
    {"account": "grown", "date": "2022-05-01", "amount": 1e6},
    {"account": "grown", "date": "2023-05-01", "amount": 5e6},
    {"account": "grown", "date": "2024-05-01", "amount": 9e6},
    {"account": "lost", "date": "2023-05-01", "amount": 3e6},
    {"account": "new", "date": "2024-05-01", "amount": 2e6},
]


@pytest.fixture
def figure() -> dict[str, Any]:
    view, data = View(datetime.date(2024, 12, 31)), dataset(ROWS)
    accounts = score_accounts(account_measures(data, view), view, built_in_preset("transactions_only")).accounts
    found = revenue_bridge(accounts, view, data.first_month)
    assert found is not None
    drawn: dict[str, Any] = revenue_bridge_figure(found, Language("en", "CNY")).to_dict()
    return drawn


def test_each_bar_begins_where_the_one_before_it_ends(figure: dict[str, Any]) -> None:
    bars, totals = figure["data"]
    assert [bar[0] for bar in bars["customdata"]] == ["new", "won_back", "grown", "shrunk", "lost"]
    ends = [base + change for base, change in zip(bars["base"], bars["x"], strict=True)]
    assert (bars["base"], ends[-1]) == ([money(8e6), *ends[:-1]], money(11e6))
    assert totals["x"] == [money(8e6), money(11e6)]


def test_names_and_counts_stand_left_and_amounts_right(figure: dict[str, Any]) -> None:
    rows: dict[float, list[str]] = {}
    for note in sorted(figure["layout"]["annotations"], key=lambda note: note["x"]):
        rows.setdefault(note["y"], []).append(note["text"])
    assert rows == {
        0: ["12 months to Dec 2023", "<b>¥8.0M</b>"],
        1: ["New", "1", "+¥2.0M"],
        2: ["Won back", "0", "¥0"],
        3: ["Grown", "1", "+¥4.0M"],
        4: ["Shrunk", "0", "¥0"],
        5: ["Lost accounts", "1", "−¥3.0M"],
        6: ["12 months to Dec 2024", "<b>¥11.0M</b>"],
    }


def test_a_chinese_reader_sees_changes_in_ten_thousands_beside_totals_in_hundred_millions() -> None:
    view, data = View(datetime.date(2024, 12, 31)), dataset([{**row, "amount": 20 * row["amount"]} for row in ROWS])
    accounts = score_accounts(account_measures(data, view), view, built_in_preset("transactions_only")).accounts
    found = revenue_bridge(accounts, view, data.first_month)
    assert found is not None
    texts = {
        note["text"] for note in revenue_bridge_figure(found, Language("zh", "CNY")).to_dict()["layout"]["annotations"]
    }
    assert {"<b>¥1.60亿</b>", "+¥4,000万", "+¥8,000万", "−¥6,000万", "<b>¥2.20亿</b>"} <= texts
