"""The first look at very many accounts says what it does; at few it says nothing."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
import streamlit as st

from pages.shell import loading
from tests.pages.app_session import enter


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What spinners said."""
    sentences: list[str] = []

    def spinner(text: str) -> AbstractContextManager[None]:
        sentences.append(text)
        return nullcontext()

    monkeypatch.setattr(st, "spinner", spinner)
    return sentences


@pytest.mark.parametrize("page", ["overview", "lifecycle"])
def test_who_waits_for_very_many_accounts_is_told_for_what(
    page: str, said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "LARGE", 412)
    assert not enter(monkeypatch, tmp_path, page).exception
    # The demo has 412 accounts. Once at the door and once for the date to compare with.
    assert said[-2:] == ["Measuring 412 accounts; they are kept after the first time."] * 2


def test_few_accounts_are_measured_without_a_word(
    said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "LARGE", 413)
    assert not enter(monkeypatch, tmp_path, "overview").exception
    assert said == []
