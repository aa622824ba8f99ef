"""Two people publish at once in their browsers: the second sees the conflict and decides again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kam_core.store.store import Store
from kam_core.vocabulary.actor import Role
from tests.browser.menu import go
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.test_first_upload import context_line, weight, widget
from tests.store.sample_content import by

pytestmark = pytest.mark.browser

SECONDS = 30_000


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[str]:
    """An app with a home of its own: what is published here must not be the model of other tests."""
    port = free_port()
    store = Store.open(tmp_path)
    for name in ("Kim", "Lee"):
        store.people.add(name, Role.ADMINISTRATOR, by("Ada"))
    store.close()
    with serving(app_command(port), ROOT, tmp_path, port, seconds=60) as url:
        yield url


def move(page: Page, key: str, times: int) -> None:
    thumb = weight(page)
    for _ in range(times):
        thumb.press(key)
    expect(page.locator(".lab")).to_have_attribute("data-state", "exact", timeout=SECONDS)
    settled(page)


def publish(page: Page, name: str, who: str) -> None:
    go(page, "decide")
    page.get_by_label("Model name").fill(name)
    page.get_by_label("Reason").fill(f"{name} was decided")
    if page.get_by_label("Your name").count():
        page.get_by_label("Your name").fill(who)
    widget(page, "publish_now").get_by_role("button").click()


def test_an_error_is_shown_beside_the_button_and_a_publication_closes_the_form(own_app: str, page: Page) -> None:
    page.goto(f"{own_app}/simulate")
    settled(page)
    move(page, "ArrowRight", 4)
    widget(page, "review_draft").get_by_role("button").click()
    page.get_by_label("Your name").fill("Kim")
    widget(page, "publish_now").get_by_role("button").click()
    refused = page.get_by_text("Enter a reason for publishing")
    expect(refused).to_be_visible(timeout=SECONDS)
    settled(page)
    expect(refused).to_be_in_viewport()
    name = page.get_by_label("Model name")

    page.get_by_label("Reason").fill("because")
    widget(page, "publish_now").get_by_role("button").click()
    expect(context_line(page)).to_contain_text("v1, published", timeout=SECONDS)
    settled(page)
    expect(name).to_be_hidden()
    # It opens again, with nothing left of what was published.
    expect(page.get_by_text("Nothing to publish: your draft is unchanged.")).to_be_visible(timeout=SECONDS)
    page.get_by_text("Publish again on today's data").click()
    expect(page.get_by_label("Reason")).to_have_value("")


def test_the_second_of_two_who_publish_sees_the_conflict_and_decides_again(
    own_app: str, page: Page, another_browser: Callable[[], Page]
) -> None:
    second = another_browser()
    for one in (page, second):
        one.goto(f"{own_app}/simulate")
        settled(one)
    move(second, "ArrowLeft", 4)
    drawn = weight(second).input_value()
    move(page, "ArrowRight", 4)
    publish(page, "Sharper", "Kim")
    expect(context_line(page)).to_contain_text("model Sharper v1, published", timeout=SECONDS)

    publish(second, "Careful", "Lee")
    notice = second.get_by_text("Kim published “Sharper v1” at")
    expect(notice).to_be_visible(timeout=SECONDS)
    expect(context_line(second)).not_to_contain_text("Careful")
    widget(second, "draft_goes_on").get_by_role("button").click()
    expect(notice).to_be_hidden(timeout=SECONDS)
    go(second, "simulate")
    assert weight(second).input_value() == drawn
    publish(second, "Careful", "Lee")
    expect(context_line(second)).to_contain_text("model Careful v2, published", timeout=SECONDS)
