"""Touches and the plan in a browser: entered, changed by two people at once, undone, and still there after a reload."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

SECONDS = 30_000
ACTION = "Visit the new plant"


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[str]:
    """An app with a home of its own."""
    port = free_port()
    with serving(app_command(port), ROOT, tmp_path, port, seconds=60) as url:
        yield url


def open_account(page: Page, url: str) -> None:
    page.goto(f"{url}/account?account=A001")
    settled(page)


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def cell(page: Page, column: str) -> Locator:
    """The field of a column in the form that is open."""
    return page.locator(f"[class*='st-key-entry_'][class*='_{column}_']").locator("input, textarea").first


def choose(page: Page, column: str, option: str) -> None:
    cell(page, column).click()
    page.get_by_role("option", name=option, exact=True).click()


def save(page: Page, who: str | None = None) -> None:
    if who is not None:
        cell(page, "who").fill(who)
    press(page, "Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden(timeout=SECONDS)
    settled(page)


def row(page: Page, text: str) -> Locator:
    """The frame around a touch or an action."""
    rows = page.locator("[class*=st-key-touch_], [class*=st-key-plan_]")
    return rows.filter(has_text=text).filter(has=page.get_by_role("button", name="Edit")).last


def test_a_touch_and_an_action_are_entered_done_undone_and_there_after_a_reload(own_app: str, page: Page) -> None:
    open_account(page, own_app)
    press(page, "Log a touch")
    settled(page)
    # A kind that no file has yet is typed.
    cell(page, "touches_kind").fill("factory tour")
    cell(page, "touches_kind").press("Enter")
    cell(page, "next_step").fill("Send the offer")
    save(page, "Kim")
    expect(row(page, "factory tour")).to_contain_text("Next step: Send the offer")
    expect(row(page, "factory tour")).to_contain_text("entered by Kim")

    press(page, "Add an action")
    settled(page)
    choose(page, "heading", "Affinity")
    cell(page, "plan_action").fill(ACTION)
    save(page)
    press(row(page, ACTION), "Mark done")
    expect(page.get_by_text(f"“{ACTION}” is done.")).to_be_visible(timeout=SECONDS)
    press(page, "Undo")
    settled(page)
    expect(row(page, ACTION).get_by_role("button", name="Mark done")).to_be_visible(timeout=SECONDS)

    page.reload()
    settled(page)
    expect(row(page, ACTION)).to_contain_text("entered by Kim")
    expect(row(page, "factory tour")).to_contain_text("Send the offer")


def test_a_second_window_that_changes_the_same_action_is_told_and_decides(
    own_app: str, page: Page, another_browser: Callable[[], Page]
) -> None:
    open_account(page, own_app)
    press(page, "Add an action")
    settled(page)
    choose(page, "heading", "Affinity")
    cell(page, "plan_action").fill(ACTION)
    save(page, "Kim")

    second = another_browser()
    open_account(second, own_app)
    press(row(second, ACTION), "Edit")
    settled(second)
    cell(second, "goal").fill("A visit")

    press(row(page, ACTION), "Edit")
    settled(page)
    cell(page, "goal").fill("The contract")
    save(page)

    cell(second, "who").fill("Kim")
    press(second, "Save")
    told = second.get_by_text("Changed by Kim at")
    expect(told).to_be_visible(timeout=SECONDS)
    expect(second.get_by_text("Goal: theirs The contract, yours A visit")).to_be_visible()
    press(second, "Take mine")
    expect(told).to_be_hidden(timeout=SECONDS)
    settled(second)
    expect(row(second, ACTION)).to_contain_text("A visit")

    press(row(second, ACTION), "Withdraw")
    settled(second)
    expect(row(second, ACTION)).to_be_hidden(timeout=SECONDS)
    press(second, "Undo")
    settled(second)
    expect(row(second, ACTION)).to_contain_text("A visit")
