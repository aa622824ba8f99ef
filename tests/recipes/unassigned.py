"""Checks of a copy of the tree to which the recipe has added a screen; run there by test_screen_recipe.py."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.navigation.page import Page

from bench.parts.websocket_client import Wire
from pages.navigation.screens import NEWCOMERS_START
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.pages.app_session import enter
from tests.pages.conftest import _through_the_door  # noqa: F401


@pytest.mark.parametrize(("language", "title"), [("en", "Unassigned"), ("zh", "无负责人")])
def test_the_menu_shows_the_screen_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, title: str
) -> None:
    shown: dict[str, str] = {}
    real = st.navigation

    def noting(sections: dict[str, list[Page]], **settings: Any) -> Page:
        shown.update({page.url_path: page.title for pages in sections.values() for page in pages})
        return real(sections, **settings)

    monkeypatch.setattr(st, "navigation", noting)
    page = enter(monkeypatch, tmp_path, "unassigned", language=language)
    assert not page.exception
    assert shown["unassigned"] == title


def test_the_address_opens_the_screen_and_the_menu_leads_to_it(tmp_path: Path) -> None:
    port = free_port()
    with serving(app_command(port), ROOT, tmp_path, port, seconds=60) as url:
        with urllib.request.urlopen(f"{url}/unassigned", timeout=20) as answer:
            assert answer.status == 200
        with Wire(url, page="unassigned") as wire:
            wire.open()
            assert (wire.place, wire.errors) == ("unassigned", [])
        with Wire(url) as wire:
            wire.open()
            assert wire.place == NEWCOMERS_START
            wire.go("unassigned")
            assert wire.errors == []
