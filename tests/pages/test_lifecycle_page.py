"""The lifecycle page on the demo data."""

from pathlib import Path

import pytest

from tests.pages.door import columns, demo_rows, drawn, enter, said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_runs_in_both_languages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    page = enter(monkeypatch, tmp_path, "lifecycle", language=language)
    assert not page.exception
    assert {trace["type"] for trace in drawn(page)} == {"bar", "sankey"}


def test_both_dates_are_named_and_follow_the_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "lifecycle", as_of="2026-06-30", compare=6)
    assert "From 2025-12-31 to 2026-06-30" in said(page)
    assert "Since 2025-12-31" in said(page)


def test_every_account_is_in_the_table_of_moves_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "lifecycle")
    table = columns(page, len(page.dataframe) - 1)
    table.pop("stage_then")
    counted = sum(int(cell) for column in table.values() for cell in column if cell == cell and cell is not None)
    assert counted == len(demo_rows("accounts"))


def test_a_date_before_all_orders_runs_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = min(row["date"] for row in demo_rows("transactions"))
    page = enter(monkeypatch, tmp_path, "lifecycle", as_of=f"{first[:4]}-{first[5:7]}-28", compare=12)
    assert not page.exception
