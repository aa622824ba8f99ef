"""Back-test tab: the share of lost revenue that each model had in S and A."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from pages.rules.test.back_test import show_back_test
from tests.pages.app_session import columns, demo_rows, drawn, page_text, row_tables
from tests.pages.rules.single_tab import demo_model, tab


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def opened(draft: Model | None = None, **view: object) -> AppTest:
    app = tab(show_back_test, draft, **view)
    assert not app.exception
    return app


def test_who_left_is_counted_as_in_the_orders_of_the_demo(model: Model) -> None:
    """As of the end of March 2026, over the twelve months before and the six after, from the file itself."""
    before, after = _bought("2025-04-01", "2026-03-31"), _bought("2026-04-01", "2026-09-30")
    assert f"{len(before - after)} of {len(before)} active customers left since" in page_text(opened())


def _bought(first: str, last: str) -> set[str]:
    """Accounts with an order above nothing between two days."""
    orders: dict[tuple[str, str], float] = {}
    for row in demo_rows("transactions"):
        if first <= row["date"] <= last and row["status"] != "cancelled":
            key = (row["account"], row["order_id"])
            orders[key] = orders.get(key, 0.0) + float(row["amount"])
    return {account for (account, _), amount in orders.items() if amount > 0}


def test_published_draft_presets_and_revenue_alone_stand_side_by_side(model: Model) -> None:
    table = columns(opened(model.with_weights({"recency": 40.0})), 0)
    assert table["model"] == [
        "Published model", "Your draft", "Standard", "Transactions only", "Value only", "Grow", "Defend",
        "Classic RFM 1–5", "By revenue alone",
    ]  # fmt: skip
    # Revenue alone takes as many accounts as the published model had in S and A.
    assert table["key"][-1] == table["key"][0]


def test_the_figure_shows_the_shares_of_the_table(model: Model) -> None:
    app = opened()
    base, left = drawn(app)
    table = columns(app, 0)
    assert [f"{share:.0%}" for share in left["x"]] == [text.split(" ")[0] for text in table["of_revenue"]]
    assert [f"{share:.0%}" for share in base["x"]] == table["base"]


def test_another_horizon_looks_from_another_day(model: Model) -> None:
    app = opened()
    assert "As of 2026-03-31" in page_text(app)
    app.selectbox(key="back_test_months_en").select(12).run()
    assert "As of 2025-09-30" in page_text(app)


def test_a_window_that_does_not_lie_in_the_data_is_refused(model: Model) -> None:
    app = opened(window=120)
    assert "Not enough data to test the past" in app.error[0].value.replace("\\", "")


def test_too_few_leavers_give_no_number(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kam_core.whatif.back_test.MIN_LEAVERS", 400)
    app = opened(model.with_weights({"recency": 39.0}))
    assert "Not enough data" in page_text(app)
    assert not drawn(app)
    assert not row_tables(app)


def test_the_tab_speaks_the_readers_language(model: Model) -> None:
    app = opened(language="zh")
    assert app.selectbox(key="back_test_months_zh").label == Language("zh").say("Run back-test")
