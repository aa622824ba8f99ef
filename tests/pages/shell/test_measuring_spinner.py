"""Spinner while very many accounts are measured for the first time; none for few accounts."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
import streamlit as st

from pages.shell import measuring_spinner
from tests.pages.app_session import enter


@pytest.fixture
def spinners(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the spinners."""
    sentences: list[str] = []

    def spinner(text: str) -> AbstractContextManager[None]:
        sentences.append(text)
        return nullcontext()

    monkeypatch.setattr(st, "spinner", spinner)
    return sentences


@pytest.mark.parametrize("page", ["results", "loyalty"])
def test_a_spinner_says_that_very_many_accounts_are_measured(
    page: str, spinners: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(measuring_spinner, "LARGE", 412)
    assert not enter(monkeypatch, tmp_path, page).exception
    # The demo has 412 accounts. Once in app.py and once for the date to compare with.
    assert spinners[-2:] == ["Calculating 412 accounts (only the first time)."] * 2


def test_few_accounts_are_measured_without_a_word(
    spinners: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(measuring_spinner, "LARGE", 413)
    assert not enter(monkeypatch, tmp_path, "results").exception
    assert spinners == []
