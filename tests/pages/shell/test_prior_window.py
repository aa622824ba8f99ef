"""Prior window of the screens: directly before, or the same period last year."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app_session import demo_rows, enter, page_text


def sold(first: str, last: str) -> float:
    """The revenue between two days by the file itself: all lines but cancelled ones."""
    rows = demo_rows("transactions")
    return sum(float(row["amount"]) for row in rows if first <= row["date"] <= last and row["status"] != "cancelled")


def change(app: AppTest) -> str:
    """The change of the revenue, as the first figure of the screen shows it."""
    assert not app.exception
    return str(app.metric[0].delta).replace("\\", "").replace("*", "").split(" from ")[0]


def arrow(now: float, before: float) -> str:
    """A change as a card shows it: ▲ 1.8% or ▼ 10.4%."""
    return f"{'▲' if now > before else '▼'} {abs(now / before - 1):.1%}"


def test_the_figures_are_against_the_same_period_last_year_where_that_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = sold("2026-07-01", "2026-09-30")
    last_year = enter(monkeypatch, tmp_path, "results", window=3, compare=12)
    assert "2025-07-01 – 2025-09-30" in page_text(last_year)
    assert change(last_year) == arrow(now, sold("2025-07-01", "2025-09-30"))
    before = enter(monkeypatch, tmp_path, "results", window=3)
    assert "2026-04-01 – 2026-06-30" in page_text(before)
    assert change(before) == arrow(now, sold("2026-04-01", "2026-06-30"))
