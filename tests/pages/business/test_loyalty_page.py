"""The lifecycle page on the demo data."""

import re
from pathlib import Path

import pytest

from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly
from tests.pages.app_session import account_lists, columns, demo_rows, drawn, enter, listed, page_text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_runs_in_both_languages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, language=language)
    assert not page.exception
    assert {trace["type"] for trace in drawn(page)} >= {"bar", "sankey"}


def test_both_dates_are_named_and_follow_the_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, as_of="2026-06-30", compare=6)
    assert "Stage changes from 2025-12-31 to 2026-06-30" in page_text(page)
    assert "2025-12-31 to 2026-06-30" in page_text(page)


def test_every_account_is_in_the_table_of_moves_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"})
    table = columns(page, "lifecycle_table")
    table.pop("stage_then")
    counted = sum(int(cell) for column in table.values() for cell in column if cell != "–")
    assert counted == len(demo_rows("accounts"))


def test_a_date_before_all_orders_runs_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = min(row["date"] for row in demo_rows("transactions"))
    page = enter(
        monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, as_of=f"{first[:4]}-{first[5:7]}-28", compare=12
    )
    assert not page.exception


def faded() -> Dataset:
    """A large account whose last purchase was in January 2024, and steady ones; at the end of 2024 it has cooled."""
    steady = [line for name in ("one", "two", "three", "four") for line in monthly(name, "2021-01-10", 48, 30)]
    return dataset([*monthly("giant", "2021-01-10", 37, 90), *steady], [{"account": "hope"}])


def test_who_was_key_and_cools_is_listed_with_the_end_of_the_window_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, data=faded(), as_of="2024-12-31")
    assert not page.exception
    cooling = listed(page, "lifecycle_cooling")
    assert cooling["name"] == ["giant"]
    # 12 × 90 of the window before, which is more than the 90 of this one.
    assert cooling["stake"] == ["¥1.08K"]


def test_the_date_that_a_person_chose_to_compare_with_is_the_one_that_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, data=faded(), as_of="2024-12-31")
    (was,) = listed(page, "lifecycle_cooling")["was_key"]
    assert re.fullmatch(r"was [SA] on 2023-12-31", was)
    # Half a year before, the last purchase was 172 days ago, and others had the seats.
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, data=faded(), as_of="2024-12-31", compare=6)
    assert "No accounts match." in page_text(page)
    assert "lifecycle_cooling" not in account_lists(page)


def test_over_all_months_nothing_but_publications_says_who_was_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, data=faded(), as_of="2024-12-31", window="all")
    assert not page.exception
    assert "was S on" not in page_text(page)


def test_a_chinese_reader_sees_the_industries_to_win_back_in_chinese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "win_back"}, language="zh")
    industries = {row["account"]: row["industry"] for row in demo_rows("accounts")}
    rows = listed(page, "lifecycle_win_back")
    shown = dict(zip(rows["account_id"], rows["industry"], strict=True))
    assert {shown[account] for account in shown if industries[account] == "Automotive"} == {"汽车"}
