"""Qualify screen and the section of one account: which accounts in S and A are none, and an answer with undo."""

from pathlib import Path

import pytest

from tests.pages.app_session import enter, head_texts


def test_the_screen_says_how_many_accounts_in_s_and_a_are_no_key_accounts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "qualify", language="en")
    assert not app.exception
    assert any("no key accounts" in text for text in head_texts(app))


def test_an_account_bought_by_dispersed_units_says_so_in_its_score_tab(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"account": "A009", "tab": "score"}, language="en")
    assert not app.exception
    assert any("all its purchasing is dispersed" in one.value for one in app.markdown)
