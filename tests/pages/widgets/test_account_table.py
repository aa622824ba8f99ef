"""A list of accounts as sent to the browser: what a row opens, what is remembered, and how little is sent."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.enums import STAGE, TIER
from pages.widgets.account_table import shown_order
from pages.widgets.tables.cells import columns_of
from pages.widgets.tables.column import Cell, Column, settled
from pages.widgets.tables.memory import TableChoices
from pages.widgets.tables.table_component import MOST_ROWS, payload
from tests.pages.app_session import account_lists, click_row, enter, labels, listed, page_text, send_event

LIST = "portfolio_accounts"
OFF_AT_FIRST = ["realised_points", "potential_part_points", "influence_points"]
"""The columns that the list has only once somebody chooses them."""


def sent(
    frame: pl.DataFrame,
    words: Language | None = None,
    choices: TableChoices | None = None,
    columns: dict[str, Column] | None = None,
) -> dict[str, Any]:
    """What the browser gets for a frame whose columns have no settings but those given."""
    given = columns or {}
    settings = {
        name: settled(name, dtype, given.get(name), name)
        for name, dtype in frame.schema.items()
        if name != "account_id"
    }
    return payload(frame, settings, words or Language(), choices or TableChoices(), 50, True)


def column(sent_payload: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in sent_payload["columns"] if one["n"] == name)


def test_a_click_opens_the_account_whose_id_it_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    shown = listed(page, LIST)
    opened = click_row(page, LIST, shown["account_id"][7])
    assert not opened.exception
    assert shown["name"][7] in "\n".join([page_text(opened), *(str(title.value) for title in opened.title)])


def test_hidden_columns_and_order_are_saved_in_the_workspace_and_come_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    assert "Growth" in labels(page, LIST)
    page = send_event(page, LIST, "choices", {"hidden": ["growth"], "order": ["name", "up"]})
    assert not page.exception
    assert (account_lists(page)[LIST]["hidden"], account_lists(page)[LIST]["order"]) == (["growth"], ["name", "up"])
    assert page.session_state["workspace"].view["columns"] == {LIST: ["growth"]}
    # Back in the order of the list: the columns stay as they are.
    page = send_event(page, LIST, "choices", {"hidden": None, "order": None})
    assert (account_lists(page)[LIST]["hidden"], account_lists(page)[LIST]["order"]) == (["growth"], None)


@pytest.mark.parametrize(
    "invented",
    [None, "x", {"hidden": "growth"}, {"hidden": [1]}, {"order": ["name", "sideways"]}, {"order": "name up"}],
)
def test_what_is_no_choice_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, invented: Any) -> None:
    page = send_event(enter(monkeypatch, tmp_path, "accounts"), LIST, "choices", invented)
    assert not page.exception
    assert (account_lists(page)[LIST]["hidden"], account_lists(page)[LIST]["order"]) == (OFF_AT_FIRST, None)


@pytest.mark.parametrize("damaged", [{"columns": 1}, {"columns": {LIST: "growth"}}, {"orders": {LIST: ["name"]}}])
def test_damaged_choices_of_a_workspace_count_as_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damaged: dict[str, Any]
) -> None:
    page = enter(monkeypatch, tmp_path, "accounts", **damaged)
    assert not page.exception
    assert (account_lists(page)[LIST]["hidden"], account_lists(page)[LIST]["order"]) == (OFF_AT_FIRST, None)


def test_no_more_than_a_thousand_rows_are_sent_and_the_page_says_so() -> None:
    app = AppTest.from_function(_too_many)
    app.session_state["workspace"] = Workspace("a-test-reader")
    app.run()
    assert not app.exception
    assert len(account_lists(app)["many"]["ids"]) == MOST_ROWS
    assert "1,000" in app.caption[0].value
    assert "1,005" in app.caption[0].value


def _too_many() -> None:
    import polars as pl

    from kam_core.locale.language import Language
    from pages.widgets.account_table import show_accounts

    ids = [f"A{n:04d}" for n in range(1_005)]
    show_accounts(pl.DataFrame({"account_id": ids, "name": ids}), Language(), "many")


def test_values_are_written_for_the_reader_and_sorted_by_what_they_are_worth() -> None:
    frame = pl.DataFrame(
        {
            "account_id": ["a", "b", "c"],
            "tier": pl.Series(["B", None, "S"], dtype=TIER),
            "stage": pl.Series(["mature", "prospect", "ended"], dtype=STAGE),
            "stake": [9_000_000_0000, 12_000_0000, None],
            "growth": [-0.25, None, 1.5],
            "due": [datetime.date(2026, 10, 21), None, datetime.date(2025, 1, 2)],
            "move": ["B → S", "S → A", "– → C"],
            "history": [[0.0, 5.0, 10.0], [1.0, 1.0, 1.0], [-4.0, 0.0, 0.0]],
        }
    )
    shown = sent(frame, Language("en", "USD"))
    texts = columns_of(shown)
    assert texts["tier"] == ["B", "", "S"]
    assert texts["stage"] == ["Mature", "Prospect", "Ended"]
    assert texts["stake"] == ["$9.00M", "$12.0K", "–"]
    assert texts["growth"] == ["−25.0%", "–", "150.0%"]
    assert texts["due"] == ["2026-10-21", "–", "2025-01-02"]
    assert texts["history"] == [[0, 10, 20], [20, 20, 20], [0, 0, 0]]
    assert column(shown, "stake")["s"] == [2, 1, None]
    assert column(shown, "due")["s"] == [2, None, 1]
    # Two tiers up, one down, and from no tier to C one up.
    assert column(shown, "move")["s"] == [2, -1, 1]


def test_a_column_that_is_off_at_first_is_hidden_until_somebody_chooses() -> None:
    frame = pl.DataFrame({"account_id": ["a"], "name": ["A"], "region": ["North"]})
    off = {"region": Column(shown=False)}
    assert sent(frame, columns=off)["hidden"] == ["region"]
    assert sent(frame, choices=TableChoices(hidden=()), columns=off)["hidden"] == []


def test_a_card_has_badge_name_amount_reason_and_owner() -> None:
    frame = pl.DataFrame(
        {"account_id": ["a"], "tier": ["S"], "name": ["A"], "why": ["late"], "owner": ["Kim"], "stake": [1]}
    )
    roles = {one["n"]: one["c"] for one in sent(frame)["columns"]}
    assert roles == {"tier": "badge", "name": "name", "why": "reason", "owner": "owner", "stake": "amount"}


def test_a_thousand_rows_of_twelve_columns_in_chinese_are_less_than_300_kb() -> None:
    chance, rows = random.Random(1), range(1_000)
    frame = pl.DataFrame(
        {
            "account_id": [f"A{n:05d}" for n in rows],
            "tier": [chance.choice("SABC") for _ in rows],
            "name": [f"骧澄半导体设备(上海)有限公司{n}" for n in rows],
            "score": [chance.random() * 100 for _ in rows],
            "why": [f"距上次采购已 {n} 天，收入下降 {n / 7:.1f}%，从 628万 到 403万" for n in rows],
            "history": [[chance.random() for _ in range(12)] for _ in rows],
            "revenue": [chance.randrange(10**12) for _ in rows],
            "margin_rate": [chance.random() for _ in rows],
            "growth": [chance.random() - 0.5 for _ in rows],
            "owner": [chance.choice(["陈静", "Anna Keller", "周敏"]) for _ in rows],
            "due": [datetime.date(2026, 1, 1) + datetime.timedelta(chance.randrange(400)) for _ in rows],
            "stake": [chance.randrange(10**12) for _ in rows],
            "overdue": [chance.randrange(10**11) for _ in rows],
        }
    )
    shown = sent(frame, Language("zh", "CNY"), columns={"overdue": Column(kind=Cell.MONEY)})
    assert len(shown["columns"]) == 12
    assert len(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()) < 300_000


def test_the_code_of_a_table_weighs_less_than_24_kb() -> None:
    folder = Path(__file__).parents[3] / "pages" / "widgets" / "tables" / "browser"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 24_000


def test_the_account_screen_walks_through_a_table_in_the_order_that_the_reader_chose() -> None:
    frame = pl.DataFrame({"account_id": ["a", "b", "c", "d"], "revenue": [2, None, 3, 1]})
    assert shown_order(frame, TableChoices()) == ["a", "b", "c", "d"]
    assert shown_order(frame, TableChoices(order=("revenue", "down"))) == ["c", "a", "d", "b"]
    assert shown_order(frame, TableChoices(order=("revenue", "up"))) == ["d", "a", "c", "b"]
    assert shown_order(frame, TableChoices(order=("gone", "up"))) == ["a", "b", "c", "d"]
