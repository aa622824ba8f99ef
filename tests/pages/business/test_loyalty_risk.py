"""Who may leave on the loyalty screen: head, call list and tab on the demo, and data that have nobody to lose."""

import re
from pathlib import Path

import pytest

from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly
from tests.pages.app_session import enter, head_texts, listed, page_text


def test_the_calls_go_to_today_with_one_button_and_come_back_with_undo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "who_may_leave"}, language="en")
    assert not page.exception
    answer = next(text for text in head_texts(page) if "accounts may leave" in text).replace("\\", "")
    found = re.match(
        r"(\d+) accounts may leave: ¥([\d.]+)M expected loss\. Call (.+) first\.", answer.replace("\\", "")
    )
    assert found is not None
    rows = listed(page, "may_leave")
    assert found[3] == rows["name"][0]
    assert f"Show all {found[1]}" in page_text(page) or len(rows["name"]) == int(found[1])
    # The last two of the strip, silent and still buying, are the second: those that may leave.
    whole, quiet, buying = (int(page.metric[place].delta.split()[0]) for place in (1, 3, 4))
    assert (whole, quiet + buying) == (int(found[1]), int(found[1]))

    page.text_input(key="calls_who").input("Lena").run()
    page.button(key="calls_put").click().run()
    assert not page.exception
    assert "All 8 are on Today" in page_text(page)
    page.button(key="calls_undo").click().run()
    assert "All 8 are on Today" not in page_text(page)


def _short() -> Dataset:
    """One purchase of each of two accounts, in the last two months."""
    return dataset(
        [
            {"account": "one", "date": "2024-11-05", "amount": 10},
            {"account": "two", "date": "2024-12-05", "amount": 20},
        ]
    )


def _ended() -> Dataset:
    return dataset(monthly("gone", "2021-01-10", 12, 30))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (_short(), "It is too early to tell who may leave."),
        (_ended(), "No customer is left that could leave: all have ended, or none has bought yet."),
    ],
)
def test_data_with_nobody_to_lose_say_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Dataset, sentence: str
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", data=data, as_of="2024-12-31", language="en")
    assert not page.exception
    assert sentence in head_texts(page)
    assert "The data are too short: this needs 15 months before the as-of date." in page_text(page) or "Too few" in (
        page_text(page)
    )
