"""A table that is only read, as sent to the browser: values in the reader's format, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.store.workspace import Workspace
from pages.widgets.tables.table_component import MOST_ROWS
from tests.pages.app_session import account_lists, columns, enter, sent_tables


def shown(rows: int, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ROWS_OF_TEST", str(rows))
    app = AppTest.from_function(_table)
    app.session_state["workspace"] = Workspace("a-test-reader")
    app.run()
    assert not app.exception
    return app


def _table() -> None:
    import datetime
    import os

    import polars as pl

    from pages.widgets.row_table import show_rows

    rows = int(os.environ["ROWS_OF_TEST"])
    frame = pl.DataFrame(
        {
            "account_id": [f"<b>A{row}" for row in range(rows)],
            "tier": ["S", None, *["no tier"] * rows][:rows],
            "revenue": ["¥9.1M", "¥12M", *["–"] * rows][:rows],
            "lines": [12_345, None, *[1] * rows][:rows],
            "day": [datetime.date(2026, 9, 30), None, *[None] * rows][:rows],
            "hidden": range(rows),
        }
    )
    heads = {"account_id": "Id", "tier": "Tier", "revenue": "Revenue", "lines": "Lines", "day": "Day"}
    show_rows(frame, "rows", heads, right=("revenue",), infos={"revenue": "Sum"}, notes={"tier": ["why"] * rows})


def head(app: AppTest, name: str) -> dict[str, Any]:
    return next(column for column in sent_tables(app)["rows"]["columns"] if column["n"] == name)


def test_numbers_are_grouped_days_are_days_and_what_is_unknown_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    table = columns(shown(2, monkeypatch), "rows")
    assert (table["lines"], table["day"]) == (["12,345", "–"], ["2026-09-30", "–"])
    assert list(table) == ["account_id", "tier", "revenue", "lines", "day"]


def test_a_column_of_a_file_named_as_an_account_makes_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(2, monkeypatch)
    assert account_lists(app) == {}
    assert columns(app, "rows")["account_id"] == ["<b>A0", "<b>A1"]


def test_a_column_named_tier_is_drawn_as_tiers_only_where_all_its_values_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert head(shown(2, monkeypatch), "tier")["k"] == "tier"
    assert head(shown(3, monkeypatch), "tier")["k"] == "text"


def test_a_number_written_as_text_is_at_the_right_and_cannot_be_sorted_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(2, monkeypatch)
    assert [(head(app, name)["r"], head(app, name)["f"]) for name in ("revenue", "lines", "tier")] == [
        (1, 1), (1, 0), (0, 0),
    ]  # fmt: skip
    # What has no order of its own is sorted by that of its numbers.
    assert head(app, "lines")["s"] == [1, None]


def test_heads_and_rows_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(2, monkeypatch)
    assert (head(app, "revenue")["i"], head(app, "tier")["e"]) == ("Sum", ["why", "why"])


def test_no_more_than_a_thousand_rows_are_sent_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(MOST_ROWS + 5, monkeypatch)
    assert len(columns(app, "rows")["lines"]) == len(head(app, "tier")["e"]) == MOST_ROWS
    assert "1,000" in app.caption[0].value
    assert "1,005" in app.caption[0].value


@pytest.mark.parametrize(("rows", "finds"), [(0, False), (10, False), (11, True)])
def test_there_is_a_box_to_find_text_in_more_than_ten_rows(
    rows: int, finds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent_tables(shown(rows, monkeypatch))["rows"]["find"] is finds


def test_its_own_words_are_in_the_readers_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "data", language="zh")
    table = sent_tables(page)["tables"]
    assert table["words"]["find"] == "在表中查找"
    assert table["language"].startswith("zh")
    page = enter(monkeypatch, tmp_path, "data", language="en")
    assert sent_tables(page)["tables"]["words"]["find"] == "Find in this table"
