"""Several processes are one house: what one person decides all see, and a process that dies takes nobody along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.menu import go
from tests.browser.order_list import order_list
from tests.browser.page_idle import settled
from tests.browser.test_concurrent_publishing import move, publish
from tests.browser.test_first_upload import context_line, offer, weight, widget
from tests.serving.conftest import Front

pytestmark = pytest.mark.browser

SECONDS = 30_000


@pytest.fixture
def unwatched(browser: Browser) -> Iterator[Page]:
    """A page whose console may complain: its process is going to die."""
    with browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB") as context:
        yield context.new_page()


def test_what_one_person_publishes_another_sees_who_is_at_the_other_process(
    front: Front, person: Callable[[], Page]
) -> None:
    kim, lee = person(), person()
    for page in (kim, lee):
        page.goto(f"{front.url}/simulate")
        settled(page)
    # The second of two people is led to the process that has nobody yet.
    assert {front.process_name(kim.context), front.process_name(lee.context)} == {"1", "2"}
    move(kim, "ArrowRight", 4)
    publish(kim, "Sharper", "Kim")
    expect(context_line(kim)).to_contain_text("model Sharper v1, published", timeout=SECONDS)
    expect(context_line(lee)).not_to_contain_text("Sharper")

    go(lee, "accounts")
    expect(context_line(lee)).to_contain_text("model Sharper v1, published", timeout=SECONDS)


def test_who_was_at_a_process_that_dies_goes_on_at_the_other_with_the_same_draft(
    front: Front, unwatched: Page, tmp_path: Path
) -> None:
    page = unwatched
    page.goto(f"{front.url}/simulate")
    settled(page)
    start = weight(page).input_value()
    move(page, "ArrowLeft", 6)
    expect(page.get_by_role("heading", name="Your draft ")).to_be_visible(timeout=SECONDS)
    drawn, before = weight(page).input_value(), front.process_name(page.context)
    assert float(drawn) < float(start)
    workspace = page.url

    dead = front.processes[before]
    try:
        # Nobody reloads: the page finds its way, and the levers work on.
        with page.expect_websocket(timeout=SECONDS):
            dead.kill()
        app = page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=SECONDS)
        assert weight(page).input_value() == drawn
        # The other process has not even drawn the page: what is let go now must not be lost.
        move(page, "ArrowLeft", 2)
        further = weight(page).input_value()
        assert float(further) < float(drawn)
        assert front.process_name(page.context) != before
        assert page.url == workspace
    finally:
        dead.start()
        dead.wait()

    # The first process is back, but this person's session is at the other one, and so go the files.
    go(page, "data")
    file = tmp_path / "small orders.csv"
    file.write_text(order_list(), encoding="utf-8")
    offer(page, [file])
    expect(widget(page, "use_data")).to_be_visible(timeout=SECONDS)
    page.goto(workspace)
    settled(page)
    assert weight(page).input_value() == further
