"""Account search: every account of a long list is found by name or id."""

from pathlib import Path

import numpy as np
import pytest

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.model import Model
from pages.rules.drafts import account_search
from pages.rules.drafts.account_search import matching_rows
from pages.rules.test.explanation import show_explanation
from pages.rules.test.weight_ranges import show_ranges
from tests.pages.app_session import drawn, page_text
from tests.pages.rules.single_tab import demo_model, tab
from tests.whatif.points_portfolios import portfolio


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def test_every_account_with_a_tier_can_be_chosen(model: Model) -> None:
    options = tab(show_ranges).selectbox(key="ranges_account_en").options
    # The demo has 387 accounts that bought something.
    assert len(options) == 387


def test_a_list_that_is_too_long_is_narrowed_by_name_or_id(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tab(show_ranges).selectbox(key="ranges_account_en").options
    last = whole[-1]
    monkeypatch.setattr(account_search, "MOST_CHOICES", 10)
    app = tab(show_ranges)
    assert app.selectbox(key="ranges_account_en").options == whole[:10]
    assert "Showing 10 of 387" in page_text(app)
    name, account_id = last.rsplit(" · ", 1)
    for typed in (account_id.lower(), name.upper()):
        app.text_input(key="ranges_account_search").set_value(typed).run()
        assert not app.exception
        assert last in app.selectbox(key="ranges_account_en").options
    app.text_input(key="ranges_account_search").set_value("no such account").run()
    assert "No accounts match." in page_text(app)
    assert drawn(app) == []


def test_any_mover_can_be_explained(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = model.with_weights({"growth": 30.0})
    whole = tab(show_explanation, draft).selectbox(key="why_account_en").options
    monkeypatch.setattr(account_search, "MOST_CHOICES", 3)
    app = tab(show_explanation, draft)
    app.text_input(key="why_account_search").set_value(whole[-1].rsplit(" · ", 1)[1]).run()
    assert not app.exception
    assert app.selectbox(key="why_account_en").options == [whole[-1]]


def test_all_words_must_be_there_in_any_order_and_case() -> None:
    found = portfolio([[1.0]] * 12, [1.0], QuotaCut())
    rows = np.arange(12)[::-1]
    # Accounts are named "Account 0" … "Account 11" with ids "000" … "011".
    assert matching_rows(found, rows, "11 ACCOUNT").tolist() == [11]
    assert matching_rows(found, rows, "account 1").tolist() == [11, 10, 1]
    assert matching_rows(found, rows, "007").tolist() == [7]
    assert matching_rows(found, rows, "  ").tolist() == rows.tolist()
    assert matching_rows(found, rows, ".*").tolist() == []
