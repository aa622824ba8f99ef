"""Search by keyboard alone: Ctrl K or / opens it, Enter opens the first hit, Escape closes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.datasets import dataset, monthly
from tests.store.sample_content import NOW, by

pytestmark = pytest.mark.browser

WORKSPACE = "a-search-reader"
ACCOUNTS: list[dict[str, Any]] = [
    {"account": "A1", "name": "Northmarch GmbH", "owner": "Anna Keller"},
    {"account": "A2", "name": "昆明桓坪医院", "owner": "周敏"},
    {"account": "A3", "name": "Teaselmere 1/2 Inc.", "owner": "周敏"},
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app with three accounts; its workspace reads English."""
    home = tmp_path_factory.mktemp("search")
    store = Store.open(home)
    sold = [
        line for n, row in enumerate(ACCOUNTS) for line in monthly(row["account"], "2025-01-10", 12, 100.0 * (n + 1))
    ]
    made = store.imports.commit(
        data_set=None, name="Sought", dataset=dataset(sold, ACCOUNTS), records=None, files=[], summary={},
        rejected=None, by=by("a test"),
    )  # fmt: skip
    store.workspaces.save(Workspace(WORKSPACE, made.data_set_id, view={"language": "en"}), NOW)
    store.close()
    port = free_port()
    with serving(app_command(port), ROOT, home, port, seconds=60) as url:
        yield url


@pytest.fixture
def opened(app: str, page: Page) -> Page:
    """A page of the app where nothing has the focus."""
    page.goto(f"{app}/accounts?w={WORKSPACE}")
    settled(page)
    return page


def dialog(page: Page) -> Any:
    return page.get_by_role("dialog")


def field(page: Page) -> Any:
    return page.locator(".st-key-search_text input")


def open_by(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()


def test_ctrl_k_a_few_letters_and_enter_open_the_account(opened: Page) -> None:
    open_by(opened, "Control+k")
    opened.keyboard.type("桓坪")
    expect(dialog(opened).get_by_role("button", name="昆明桓坪医院")).to_be_visible()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/account?*id=A2*")
    settled(opened)
    expect(dialog(opened)).to_have_count(0)
    expect(opened.get_by_role("heading", name="昆明桓坪医院")).to_be_visible()


def test_enter_right_after_the_last_letter_opens_what_was_typed(opened: Page) -> None:
    """Without waiting for the hits: those on the screen are not yet the ones of the text."""
    open_by(opened, "Control+k")
    opened.keyboard.type("northm", delay=0)
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/account?*id=A1*")


def test_the_slash_opens_the_search_and_stays_a_character_in_it(opened: Page) -> None:
    open_by(opened, "/")
    opened.keyboard.type("1/2")
    expect(field(opened)).to_have_value("1/2")
    expect(dialog(opened).get_by_role("button", name="Teaselmere 1/2 Inc.")).to_be_visible()
    opened.keyboard.press("Tab")
    expect(dialog(opened).get_by_role("button", name="Teaselmere 1/2 Inc.")).to_be_focused()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/account?*id=A3*")


def test_the_slash_typed_into_another_field_does_not_open_the_search(opened: Page) -> None:
    search = opened.get_by_test_id("stMain").locator("input[type=text]").first
    search.focus()
    opened.keyboard.type("1/2")
    expect(search).to_have_value("1/2")
    expect(dialog(opened)).to_have_count(0)


def test_escape_closes_the_search_and_it_opens_again_empty(opened: Page) -> None:
    open_by(opened, "Control+k")
    opened.keyboard.type("nobody of this name")
    expect(dialog(opened).get_by_text("No accounts match.")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(dialog(opened)).to_have_count(0)
    settled(opened)
    open_by(opened, "/")
    expect(field(opened)).to_have_value("")
