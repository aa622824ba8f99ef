"""Who may leave on the loyalty screen: the head on the demo, the call list, and data that are too short or all ended."""

from pathlib import Path

import pytest

from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly
from tests.pages.app_session import enter, head_texts, page_text


def test_the_calls_go_to_today_with_one_button_and_come_back_with_undo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "loyalty", language="en")
    assert not page.exception
    answer = head_texts(page)[0]
    print(head_texts(page))
