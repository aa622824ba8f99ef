"""Search dialog as AppTest sees it; its keys are tested in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.escape import JOINER
from tests.datasets import dataset, monthly
from tests.pages.app_session import enter

ACCOUNTS = [
    {"account": "G1", "name": "Northmarch Holding", "owner": "周敏"},
    {"account": "A1", "name": "Northmarch [x](http://x.com)", "owner": "Anna Keller", "parent": "G1"},
    {"account": "A2", "name": "桓坪医院", "owner": "周敏"},
]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    """The search, opened on a page of three accounts; A1 buys more than its group's head."""
    sold = [*monthly("G1", "2025-01-10", 12, 10.0), *monthly("A1", "2025-01-10", 12, 50.0)]
    page = enter(monkeypatch, tmp_path, "accounts", data=dataset(sold, ACCOUNTS), language="en")
    return page.button(key="search_open").click().run()


def typed(app: AppTest, text: str) -> AppTest:
    [field] = fields(app)
    return field.set_value(text).run()


def fields(app: AppTest) -> list[Any]:
    """The search field, as long as the search is open."""
    return [one for one in app.text_input if (one.key or "").startswith("search_text")]


def hits(app: AppTest) -> list[str]:
    labels = [one.label for one in app.button if (one.key or "").startswith("search_hit_")]
    return [label.replace("\\", "").replace(JOINER, "") for label in labels]


def test_the_hits_name_account_id_group_and_owner_and_names_stay_plain_text(app: AppTest) -> None:
    typed(app, "northmarch")
    assert hits(app) == [
        "**Northmarch [x](http://x.com)** \u2002:gray[A1 · Northmarch Holding · Anna Keller]",
        "**Northmarch Holding** \u2002:gray[G1 · 周敏]",
    ]
    assert r"\[x\]\(" in app.button(key="search_hit_account_A1").label


def test_a_click_on_a_hit_opens_that_account_and_closes_the_search(app: AppTest) -> None:
    typed(app, "northmarch").button(key="search_hit_account_G1").click().run()
    assert app.query_params["id"] == "G1"
    assert [one.value for one in app.subheader] == ["Northmarch Holding"]
    assert not fields(app)


def test_a_screen_is_found_by_its_title_and_opens(app: AppTest) -> None:
    typed(app, "settings").button(key="search_hit_screen_settings").click().run()
    assert not app.exception
    assert not fields(app)
    assert "id" not in app.query_params


def test_an_owner_is_chosen_by_name(app: AppTest) -> None:
    typed(app, "周敏")
    assert hits(app)[0] == "**周敏** \u2002:gray[Owner]", "before the accounts of that owner"
    app.button(key="search_hit_owner_周敏").click().run()
    assert app.query_params["owner"] == "周敏"
    assert not fields(app), "the search is closed"


def test_nothing_found_says_so_and_nothing_typed_says_what_to_type(app: AppTest) -> None:
    assert any(one.value.startswith("Type a part of a name") for one in app.caption)
    assert "No accounts match." in [one.value for one in typed(app, "nobody of this name").caption]
    assert hits(app) == []
