"""Data with gaps: every page still runs, says what is missing, and shows names as text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kam_core.vocabulary.dataset import Dataset
from pages.navigation.screens import SCREENS
from tests.datasets import dataset, monthly
from tests.pages.app_session import drawn, enter, page_text

NASTY = "![x](http://elsewhere/x.png) <b>=1+1</b>"


def orders_only() -> Dataset:
    """Three accounts that only order lines name: no margin, no owner, no prospects."""
    return dataset([*monthly("a", "2023-01-05", 24, 100), *monthly(NASTY, "2024-01-07", 12, 30),
                    {"account": "c", "date": "2024-11-30", "amount": 7}])  # fmt: skip


def one_order() -> Dataset:
    return dataset([{"account": "only", "date": "2024-12-31", "amount": 5}])


def credit_notes_only() -> Dataset:
    return dataset([{"account": "back", "date": "2024-12-31", "amount": -5, "margin": -2}], [{"account": "idle"}])


@pytest.mark.parametrize("page", SCREENS)
@pytest.mark.parametrize("data", [orders_only, one_order, credit_notes_only])
@pytest.mark.parametrize("window", [12, None])
def test_every_page_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: str, data: Callable[[], Dataset], window: int | None
) -> None:
    app = enter(monkeypatch, tmp_path, page, {"account": "only"}, data=data(), window=window)
    assert not app.exception


def test_without_margin_the_margin_picture_names_the_column_that_switches_it_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "accounts", data=orders_only())
    app.session_state["portfolio_x"], app.session_state["portfolio_y"] = "revenue", "margin_rate"
    app.segmented_control(key="portfolio_picture").set_value("value").run()
    assert "a Margin or Cost of goods column" in page_text(app)
    app = enter(monkeypatch, tmp_path, "dependence", data=orders_only())
    app.segmented_control(key="concentration_measure").set_value("margin").run()
    assert not app.exception
    assert "a Margin or Cost of goods column" in page_text(app)


def test_a_name_full_of_marks_is_text_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"account": NASTY}, data=orders_only())
    assert not app.exception
    for element in (*app.markdown, *app.subheader, *app.caption):
        assert "![" not in str(element.value)
        assert "](" not in str(element.value)
        assert "<b>" not in str(element.value)
    costed = dataset([*monthly("a", "2023-01-05", 24, 100, margin=40), *monthly(NASTY, "2024-01-07", 12, 30, margin=9)])
    app = enter(monkeypatch, tmp_path, "accounts", data=costed)
    app.session_state["portfolio_x"], app.session_state["portfolio_y"] = "revenue", "margin_rate"
    app.segmented_control(key="portfolio_picture").set_value("value").run()
    assert drawn(app)
    assert all("<b>=" not in text for trace in drawn(app) for text in trace["text"])
