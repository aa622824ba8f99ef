"""Qualify screen and the section of one account: which accounts in S and A are none, and an answer with undo."""

from pathlib import Path

import pytest

from kam_core.services.key_dropouts_notice import confirm
from kam_core.store.data_sets import DEMO
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import NOW, enter, head_texts
from tests.store.sample_content import by


def test_the_screen_says_how_many_accounts_in_s_and_a_are_no_key_accounts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "qualify", language="en")
    assert not app.exception
    assert any("no key accounts" in text for text in head_texts(app))


def test_an_account_bought_by_dispersed_units_says_so_in_its_score_tab(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"account": "A009", "tab": "character"}, language="en")
    assert not app.exception
    assert any("all its purchasing is dispersed" in one.value for one in app.markdown)


def test_the_list_of_who_drops_out_is_shown_until_it_is_confirmed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "qualify", language="en")
    assert any("These drop out" in one.value for one in app.markdown)
    confirm(open_store(), DEMO, by("a manager", NOW))
    app.run()
    assert not app.exception
    assert not any("These drop out" in one.value for one in app.markdown)
