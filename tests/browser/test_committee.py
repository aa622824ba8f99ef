"""A committee in three browsers at once: blind, reveal, decision, audit; a fourth without the right is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kam_core.services.data_sets import choose_first_dataset
from kam_core.services.rounds import start_round
from kam_core.store.store import Store
from kam_core.vocabulary.actor import SYSTEM, By, Role
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.test_first_upload import widget
from tests.datasets import dataset
from tests.store.sample_content import NOW, TODAY, by

pytestmark = pytest.mark.browser

SECONDS = 30_000
ACCOUNT, CRITERION = "A006", "fit"
MARKS = {"Bo": "At the heart of our strategy", "Cy": "At the edge of our business", "Di": "Fits our main business"}


@pytest.fixture
def committee_app(tmp_path: Path) -> Iterator[str]:
    """An app on the demo with an open round about one account, and the four people."""
    port, store = free_port(), Store.open(tmp_path)
    choose_first_dataset(store, None, expected=0, by=By(SYSTEM, NOW))
    for name in MARKS:
        store.people.add(name, Role.MANAGER, by("Ada"))
    store.people.add("Vi", Role.VIEWER, by("Ada"))
    start_round(
        store, "demo", dataset(accounts=[{"account": ACCOUNT}]), name="Autumn", accounts=(ACCOUNT,),
        criteria=(CRITERION,), assessors=tuple(MARKS), working_day=TODAY, by=by("Ada"),
    )  # fmt: skip
    store.close()
    with serving(app_command(port), ROOT, tmp_path, port, seconds=60) as url:
        yield url


def enter(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/judge?tab=rounds")
    settled(page)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your name").press("Enter")
    settled(page)
    widget(page, "committee_enter").get_by_role("button").click()
    expect(page.get_by_label("Your name")).to_be_hidden(timeout=SECONDS)
    settled(page)


def test_three_browsers_mark_blind_reveal_and_decide_and_a_fourth_is_refused(
    committee_app: str, page: Page, another_browser: Callable[[], Page], tmp_path: Path
) -> None:
    pages = dict(zip(MARKS, (page, another_browser(), another_browser()), strict=True))
    for name, one in pages.items():
        enter(one, committee_app, name)
        expect(one.get_by_text("Marks that you may see now")).to_be_hidden()
        one.get_by_text(MARKS[name]).click()
        settled(one)
        one.get_by_role("button", name="Save, next").click()
        expect(one.get_by_text("Marks that you may see now")).to_be_visible(timeout=SECONDS)
    expect(one.get_by_text("To discuss")).to_be_visible()

    fourth = another_browser()
    enter(fourth, committee_app, "Vi")
    expect(fourth.get_by_text("You are not an assessor of this round.")).to_be_visible(timeout=SECONDS)
    expect(fourth.get_by_text("Marks that you may see now")).to_be_hidden()
    expect(fourth.get_by_role("button", name="Close the round")).to_be_disabled()

    page.reload()
    settled(page)
    page.get_by_role("button", name="Close the round").click()
    page.get_by_label("Decision").fill("Key account")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("Decided about 1 account")).to_be_visible(timeout=SECONDS)
    store = Store.open(tmp_path)
    assert [one.who for one in store.audit.entries(action="round.decide")] == ["Bo"]
    store.close()
